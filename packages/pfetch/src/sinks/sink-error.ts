import { codeOf, reasonOf } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

/** What a failed system call on a file means for its row. */
export function sinkError(error: unknown): FetchError {
  if (error instanceof FetchError) return error;
  const code = codeOf(error) ?? 'unknown';
  return new FetchError('sink', code, reasonOf(error));
}

/** The code of a file that another run has. */
export const busy = 'busy';

/** Another process fetches this file, or had it first: it will be there, or can be had later. */
export function busyError(path: string): FetchError {
  return new FetchError('sink', busy, `another run is fetching ${path}`);
}

/** True where no file will do better: the run has to stop. */
export function isFatal({ kind, code }: FetchError): boolean {
  return kind === 'sink' && fatal.has(code);
}

/** The code of a sink that takes nothing at all. */
export const closedSink = 'closed';

const fatal: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', closedSink]);
