import {
  BadValue,
  defineCommand,
  nonNegativeInteger,
  parseShard,
  rowOutputOptions,
} from '@fetchutils/plumbing';


const rows = 'Rows';

/** seq-urls as its users call it. */
export const command = defineCommand({
  name: 'seq-urls',
  summary: 'write URLs from a template',
  synopsis: ['[OPTION]... TEMPLATE [NAME=VALUES]...'],
  description: [
    'Writes a row for every value of the variables in a template: {"url":"https://h.example/1","id":1} and so on.',
  ],
  options: {
    skip: {
      value: 'N',
      group: rows,
      parse: wholeNumber,
      default: 0n,
      defaultText: '0',
      help: 'leave out the first N rows, however many, at no cost',
    },
    take: { value: 'N', group: rows, parse: wholeNumber, help: 'write at most N rows' },
    shard: {
      value: 'I/N',
      group: rows,
      parse: parseShard,
      help: 'write every N-th row, from the I-th on; --skip and --take count rows of the shard',
    },
    shuffle: { group: rows, help: 'write the rows in random order, each once, holding none in memory' },
    seed: {
      value: 'N',
      group: rows,
      parse: nonNegativeInteger,
      help: 'shuffle as every other run with this seed',
    },
    zip: { group: rows, help: 'pair the variables value by value instead of combining them' },
    count: { group: rows, help: 'write only how many rows there would be' },
    glob: {
      group: rows,
      help: "expand curl's [001-100:2], [a-z] and {one,two} as variables g1, g2 and so on",
    },
    stdin: {
      group: rows,
      help: 'take fields without values from rows on standard input, also beside variables',
    },
    ...rowOutputOptions,
  },
  examples: [{ run: "seq-urls 'https://h.example/{id}/0' id=1..400000", does: 'every id' }],
  // Loaded at the first run: --version and --help need none of it.
  run: async (io, options, operands) => (await import('./seq-urls.js')).seqUrls(io, options, operands),
});

/** A whole number of any size. */
function wholeNumber(text: string): bigint {
  if (!/^\d+$/.test(text)) throw new BadValue('a whole number of at least 0');
  return BigInt(text);
}
