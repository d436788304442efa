import { bodyFor } from './hostile-server/body-bytes.js';
import { workdir } from './workdir.js';

/** What a result row says of what went wrong. */
export type RowError = { kind: string; code: string; message: string; retryable: boolean };

/** What became of one URL: its row, and the folder with what is on disk. */
export type FetchedOne = Awaited<ReturnType<typeof fetchOne>>;

/** Runs pfetch in a fresh folder on one URL, whose file is to be `f`. */
export async function fetchOne(url: string, options = '') {
  const w = workdir();
  const said = await w.sh(`pfetch -o f ${options}`, { input: `${url}\n` });
  const [row = {}] = said.rows();
  return { w, said, row, files: w.files(), error: row['error'] as RowError | undefined };
}

/**
 * The answer in short, as tables of tests state it: outcome, status, `whole` where the file is the body that the server has
 * for this URL, else its size; or kind/code of what went wrong, with a `+` where another try may help.
 */
export function inShort(url: string, { w, row, error, files }: FetchedOne): string {
  const said = [row['outcome'], row['status'] ?? '-'];
  if (error !== undefined) said.push(`${error.kind}/${error.code}${error.retryable ? '+' : ''}`);
  else if (files.includes('f')) {
    const body = w.bytes('f');
    said.push(body.equals(bodyFor(url.replace(/^https?:\/\/[^/]*/, ''))) ? 'whole' : `${body.length} bytes`);
  }
  return said.join(' ');
}
