import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a test must know of a tool to hold it to the contract that all tools share. */
export type Tool = {
  name: string;
  /** A command that reads lines from standard input and answers each; `SITE` becomes the URL of a server of pages. */
  reads: string;
  /** Two lines that it answers with at least one row each, the order of the answers aside. */
  lines: readonly [string, string];
  /** A line that it cannot understand. */
  badLine: string;
  /** True where the first line is answered before the second has come. */
  answersAtOnce: boolean;
  /** A command whose last program is the tool and that writes ten million rows, or rows without end. */
  floods: string;
};

const known: readonly Tool[] = [
  {
    name: 'seq-urls',
    reads: "seq-urls --stdin 'https://h.example/{id}'",
    lines: ['{"id":1}', '{"id":2}'],
    badLine: '{"id":',
    answersAtOnce: true,
    floods: "seq-urls 'https://h.example/{id}' id=1..10000000",
  },
  {
    name: 'list-links',
    // Of pages read at the same time the quicker one is printed first.
    reads: 'list-links -j 1',
    lines: ['SITE/page/1', '{"url":"SITE/page/2"}'],
    badLine: '{"url":',
    answersAtOnce: true,
    floods: 'list-links SITE/endless-page',
  },
  {
    name: 'list-rows',
    reads: 'list-rows',
    lines: ['{"url":"https://h.example/1","n":1}', '{"url":"https://h.example/2"}'],
    badLine: '{"url":',
    answersAtOnce: true,
    floods: "seq -f 'https://h.example/%.0f' 10000000 | list-rows",
  },
  {
    name: 'imagenet-pick',
    reads: 'imagenet-pick -n 1 --min-urls 1 --all-hosts -',
    lines: ['n00000001_1\thttp://h.example/1.jpg', 'n00000001_2\thttp://h.example/2.jpg'],
    badLine: 'no tab in this line',
    answersAtOnce: false,
    floods:
      'seq 10000000 | awk \'{ printf "n%08d_%d\\thttp://h.example/%d.jpg\\n", $1 / 1000, $1, $1 }\' | imagenet-pick --all-hosts -',
  },
  {
    name: 'pfetch',
    reads: 'pfetch --dry-run',
    lines: ['https://h.example/1', '{"url":"https://h.example/2"}'],
    badLine: '{"url":',
    answersAtOnce: true,
    floods: "seq -f 'https://h.example/%.0f' 10000000 | pfetch --dry-run",
  },
];

/** The tools that have been built, in the order of the README. */
export const tools = known.filter(({ name }) => existsSync(mainOf(name)));

/** The built binary of a tool. */
export function mainOf(name: string): string {
  return fileURLToPath(new URL(`../../packages/${name}/dist/main.js`, import.meta.url));
}
