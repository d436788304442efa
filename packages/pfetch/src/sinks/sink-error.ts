import { codeOf, reasonOf } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

/** What a failed system call on a file means for its row. */
export function sinkError(error: unknown): FetchError {
  if (error instanceof FetchError) return error;
  const code = codeOf(error) ?? 'unknown';
  return new FetchError('sink', code, reasonOf(error), isOutOfFiles(code));
}

/** True where no file will do better: the run has to stop. */
export function isFatal({ kind, code }: FetchError): boolean {
  return kind === 'sink' && ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'].includes(code);
}

/** True where this process has too many files or sockets open: a matter of pace and not of the row. */
export function isOutOfFiles(code: string): boolean {
  return code === 'EMFILE' || code === 'ENFILE';
}
