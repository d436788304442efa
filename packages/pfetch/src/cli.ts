import { defineCommand, outcomes } from '@fetchutils/plumbing';

import { translateFlag } from './options/foreign-flags.js';
import { manualSections } from './manual-sections.js';
import { options } from './options/options.js';

/** The pfetch command: what it is, and where it starts. */
export const command = defineCommand({
  name: 'pfetch',
  summary: 'download the URL of every row',
  synopsis: ['[OPTION]... [URL|FILE]...'],
  description: [
    'Reads rows (JSON objects with a "url") or bare URLs, one a line, from the files or standard input, or takes the URLs named on the command line, downloads them in parallel, and answers every row with one result row on standard output, the moment it is known.',
    `A result row is the row itself with ok, outcome (${outcomes.join(', ')}), where its file is, what is known of it, and error where something went wrong; see ROWS. A result row is a row again: what failed can be selected and piped back in.`,
    'A file under its final name is complete. Bytes go to NAME.part, which is renamed when the last one is there; running the same command again continues where the last run ended, whatever ended it.',
  ],
  options,
  translateFlag,
  sections: manualSections,
  environment: [
    ['http_proxy, https_proxy, all_proxy, no_proxy', 'proxies, as for curl; --proxy wins'],
    ['SSL_CERT_FILE', 'certificates to trust, as --cacert'],
    ['NO_COLOR', 'no colours'],
    [
      'TMPDIR',
      'where the index of a --journal of more than 400,000 rows is kept, and the names of more than 300,000 rows: 32 bytes a row and 27 bytes a name, for the time of the run',
    ],
  ],
  files: [
    ['NAME.part', 'a body under way'],
    ['NAME.part.json', 'which version of it the server was sending, for going on later'],
  ],
  seeAlso: ['curl(1)', 'jq(1)', 'wget(1)'],
  examples: [
    {
      does: 'Download a range of pages, eight at a time, into the folder images:',
      run: "seq-urls 'https://h.example/{id}.jpg' id=1..500 | pfetch -j 8 -d images > done.ndjson",
    },
    { does: 'Try again what failed:', run: "jq -c 'select(.ok|not)' done.ndjson | pfetch -d images" },
    {
      does: 'Keep a mirror up to date from cron; mail comes only where something failed:',
      run: "pfetch --quiet --refresh -d mirror urls.txt > mirror.ndjson || jq -c 'select(.ok|not)' mirror.ndjson",
    },
    {
      does: 'Fifty pictures a class, and not one more:',
      run: "imagenet-pick -n 20 list.txt | pfetch --quota class=50 --accept 'image/*' -o '{class}/{id}.{ext}'",
    },
    {
      does: 'Check later that every file is what was fetched:',
      run: 'jq -r \'select(.ok)|"\\(.sha256)  \\(.path)"\' done.ndjson | sha256sum -c',
    },
  ],
  async run(io, chosen, operands) {
    const { pfetch } = await import('./pfetch.js');
    return pfetch(io, chosen, operands);
  },
});
