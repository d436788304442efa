import {
  BadValue,
  defineCommand,
  httpOptions,
  nonNegativeInteger,
  parseShard,
  positiveInteger,
  rowOutputOptions,
} from '@fetchutils/plumbing';

import { defaultExistsRule, parseExistsRule } from './find-end/exists-rule.js';
import { manualSections } from './manual-sections.js';

const rows = 'Rows';
const findEnd = 'Finding the end';

/** seq-urls as its users call it. */
export const command = defineCommand({
  name: 'seq-urls',
  summary: 'write URLs from a template',
  synopsis: ['[OPTION]... TEMPLATE [NAME=VALUES]...', '--find-end NAME [OPTION]... TEMPLATE NAME=FIRST..'],
  description: [
    'Writes a row for every combination of values: the template with each {name} filled in as url, then the values. ' +
      'Values are ranges (1..400000, 001..100, 10..1..3, 1.., a..z, 2020-01-01..2020-12-31..1w), lists (a,b,5..9) ' +
      'or files (@words.txt, @table.csv:column, @-). Quote the template, or the shell takes its braces.',
    'A {name} that nothing defines takes its value from rows on standard input, and {} from whole lines; ' +
      'the other fields of the rows are carried on.',
    'Several variables are combined in the order of their first appearance, the last varying fastest. ' +
      'Whatever the size of a range, no rows are held in memory and leaving rows out costs nothing.',
  ],
  options: {
    skip: {
      value: 'N',
      group: rows,
      parse: wholeNumber,
      default: 0n,
      defaultText: '0',
      help: 'leave out the first N rows; however many, it takes no time',
    },
    take: { value: 'N', group: rows, parse: wholeNumber, help: 'write at most N rows' },
    shard: {
      value: 'I/N',
      group: rows,
      parse: parseShard,
      help: 'write every N-th row from the I-th on, so that N runs share the work; --skip and --take count its rows',
    },
    shuffle: { group: rows, help: 'write the rows in random order, each once' },
    seed: {
      value: 'N',
      group: rows,
      parse: nonNegativeInteger,
      help: 'shuffle in the order that this number stands for, everywhere the same',
    },
    zip: {
      group: rows,
      help: 'pair the values of the variables, first with first, instead of combining them',
    },
    count: { group: rows, help: 'write how many rows there would be instead of the rows' },
    glob: {
      group: rows,
      help: "also read curl's patterns [001-100:2], [a-z] and {one,two}: as variables g1, g2 and so on",
    },
    stdin: {
      group: rows,
      help: 'take fields that nothing defines from rows on standard input even beside variables',
    },
    ...rowOutputOptions,
    'find-end': {
      value: 'NAME',
      group: findEnd,
      help: 'ask the server for the highest number of this variable that exists, among holes, and write its row',
    },
    'upto-end': { group: findEnd, help: 'then write all rows up to it instead of its row alone' },
    exists: {
      value: 'RULE',
      group: findEnd,
      parse: parseExistsRule,
      default: defaultExistsRule,
      defaultText: 'status=2xx,redirect=not-start',
      help: 'what answers count, such as status=200,redirect=none,min-size=10k',
    },
    probes: {
      value: 'N',
      group: findEnd,
      parse: positiveInteger,
      default: 8,
      help: 'numbers to try before a stretch counts as empty; 32 where nine in ten are missing',
    },
    misses: {
      value: 'N',
      group: findEnd,
      parse: positiveInteger,
      default: 64,
      help: 'numbers that must be missing after the last; 256 where nine in ten are missing',
    },
    'at-least': {
      value: 'N',
      group: findEnd,
      parse: wholeNumber,
      help: 'the end is known to be here or later: start here, beyond long holes',
    },
    'max-requests': {
      value: 'N',
      group: findEnd,
      parse: positiveInteger,
      default: 2000,
      help: 'stop with status 3 when so many requests found no end',
    },
    jobs: {
      short: 'j',
      value: 'N',
      group: findEnd,
      parse: positiveInteger,
      default: 4,
      help: 'requests at a time',
    },
    ...httpOptions,
  },
  examples: [
    { run: "seq-urls 'https://h.example/{id}/0' id=1..400000", does: 'A row for every number:' },
    {
      run: "seq-urls 'https://h.example/{d:%Y/%m/%d}/{size}.jpg' d=2020-01-01..2020-12-31 size=s,m,l",
      does: 'Three sizes of a picture a day:',
    },
    {
      run: "seq-urls 'https://h.example/search?q={q}&page={page}' q=@queries.csv page=1..5",
      does: 'Five pages for every word of a list, percent-encoded as a query wants it:',
    },
    {
      run: "jq -c 'select(.year > 1900)' works.ndjson | seq-urls 'https://h.example/work/{id}.json'",
      does: 'From rows that have an id, which keep all their fields:',
    },
    {
      run: "seq-urls --shuffle --seed 1 --shard 3/16 'https://h.example/{id}' id=1..1000000000000000",
      does: 'The third of sixteen machines, in random order:',
    },
    {
      run: "seq-urls --find-end id --upto-end 'https://h.example/{id}/0' id=1.. | pfetch -o '{id}.zip'",
      does: 'Everything there is, without knowing how much:',
    },
  ],
  sections: manualSections,
  seeAlso: ['seq(1)', 'shuf(1)', 'curl(1)'],
  // Loaded at the first row: --version and --help need none of it.
  run: async (io, options, operands) => (await import('./seq-urls.js')).seqUrls(io, options, operands),
});

/** A whole number of any size. */
function wholeNumber(text: string): bigint {
  if (!/^\d+$/.test(text)) throw new BadValue('a whole number of at least 0');
  return BigInt(text);
}
