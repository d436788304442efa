import { defineCommand } from '@fetchutils/plumbing';

import { manualSections } from './manual-sections.js';
import { options } from './options.js';

/** list-rows as its users call it. */
export const command = defineCommand({
  name: 'list-rows',
  summary: 'read lists and tables, and write rows',
  synopsis: ['[OPTION]... [LIST]...'],
  description: [
    'Reads lists as people have them and writes a row for each of theirs, with its URL as url in front and all other columns behind it: Parquet, CSV and TSV, JSON, NDJSON and plain lists of URLs, also packed with gzip or zstd. What a list is, is told by its content.',
    'LIST is a file, an http or https address, a pattern such as "parts/*.csv" (in quotes: there may be more files than a command line holds), or a folder, which stands for all files in it. Without LIST, or where it is "-", standard input is read.',
    'The first row is written before the last is read, and memory does not grow with the list. A row that cannot be read becomes a row with "ok":false that names the file and the row, and the next is read.',
  ],
  options,
  examples: [
    {
      run: "list-rows 'laion/*.parquet' --rename TEXT=caption --columns caption | pfetch --image -d pictures > rows.ndjson",
      does: 'fetch the pictures of a folder of Parquet files, with their captions in the rows',
    },
    {
      run: "list-rows cc12m.tsv --no-header url,caption --add 'key={row:09}' | pfetch --image -o '{key}.{ext}'",
      does: 'fetch the pictures of a TSV without a header',
    },
    {
      run: 'list-rows images.csv --url OriginalURL --rename OriginalMD5=md5,OriginalSize=size | pfetch --checksum md5',
      does: 'fetch a list with sizes and digests in base64, which are checked',
    },
    {
      run: "list-rows https://h.example/part-00000.parquet --where 'similarity > 0.3 and WIDTH >= 256' --take 1000",
      does: 'the first thousand rows of a remote file that hold what is asked for, without the rest of it',
    },
  ],
  sections: manualSections,
  seeAlso: ['jq(1)', 'pfetch(1)'],
  run: async (io, options, operands) => (await import('./list-rows.js')).listRows(io, options, operands),
});
