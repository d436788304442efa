/** What the demo says to a wrong option. */
export const usage =
  'usage: npm run demo [-- --keep]\n  --keep  leave the sites up at the end, to play with\n';

/** The words before the first scene. */
export function opening({ http_proxy: proxy }: Record<string, string>): string {
  return `
# fetchutils in half a minute

Small programs that meet in a pipe: some write rows with URLs, pfetch downloads
them. A row is one JSON object on one line; a bare URL will do as well.

Some made-up web sites run on this machine while the demo does; nothing leaves
it. Their host names lead to them by way of a proxy, that is all the magic:

  $ export http_proxy=${proxy}

The commands below are real and run in demo-output/.`;
}

/** The words after the last scene. */
export function closing(seconds: number): string {
  return `
# Where to look (all of it took ${seconds.toFixed(0)} s)

  demo-output/museum/          the pictures; open some
  demo-output/museum.ndjson    a row for each URL, with path, size and sha256
  demo-output/imagenet/        a folder for each class
  demo-output/flaky.ndjson     what went wrong, and how often it was tried

Next, in your own shell:

  $ npm install -g .                        # the tools and their man pages
  $ pfetch --help                           # or: man pfetch
  $ npm run demo -- --keep                  # the sites stay, to play with

docs/recipes/ has a page for each kind of job; docs/from-wget.md starts from
what you type today.`;
}

/** The words for --keep. */
export function keepingUp({ http_proxy: proxy }: Record<string, string>, bin: string): string {
  return `
# The sites stay up until Ctrl-C. In another terminal:

  $ export http_proxy=${proxy} PATH=${bin}:$PATH
  $ cd demo-output
  $ seq-urls 'http://museum.example/objects/{id}.jpg' id=1..9 | pfetch
  $ curl -sI http://museum.example/objects/1.jpg`;
}
