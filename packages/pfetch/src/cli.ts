import { defineCommand } from '@fetchutils/plumbing';

import { options } from './options.js';

/** The pfetch command: what it is, and where it starts. */
export const command = defineCommand({
  name: 'pfetch',
  summary: 'download the URL of every row',
  synopsis: ['[OPTION]... [FILE]...'],
  description: [
    'Reads rows (JSON objects with a "url") or bare URLs, one a line, from the files or standard input, downloads them in parallel, and answers every row with one result row on standard output, the moment it is known.',
    'A result row is the row itself with ok, outcome (fetched, unchanged, skipped, rejected, failed, cancelled), status, path, bytes, sha256, type, attempts, elapsed_ms, and error where something went wrong. A result row is a row again: what failed can be selected and piped back in.',
    'A file under its final name is complete. Bytes go to NAME.part, which is renamed when the last one is there; running the same command again continues where the last run ended, whatever ended it.',
  ],
  options,
  examples: [],
  async run(io, chosen, operands) {
    const { pfetch } = await import('./pfetch.js');
    return pfetch(io, chosen, operands);
  },
});
