import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

export type ReplaceOptions = { mode?: number; encoding?: BufferEncoding };

/** Writes a file that is never seen half written; into a device or a pipe the text goes as it is. */
export function replaceFile(path: string, text: string, how: ReplaceOptions = {}): void {
  const { mode = 0o666, encoding = 'utf8' } = how;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats !== undefined && !stats.isFile()) return writeFileSync(path, text, { encoding });
  // What a link leads to is replaced, not the link.
  const target = stats === undefined ? path : realpathSync(path);
  const part = `${target}.part`;
  // Never through a link that somebody has put there.
  rmSync(part, { force: true });
  try {
    writeFileSync(part, text, { mode, encoding, flag: 'wx' });
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
