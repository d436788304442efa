import { createReadStream, statSync } from 'node:fs';

import { isUrlOperand } from '@fetchutils/plumbing';

/** About how many rows these operands are, for the ETA; undefined where one of them is no plain file. */
export async function countRows(names: readonly string[]): Promise<number | undefined> {
  const isPlain = (name: string): boolean => statSync(name, { throwIfNoEntry: false })?.isFile() === true;
  const files = names.filter((name) => !isUrlOperand(name));
  if (names.length === 0 || !files.every(isPlain)) return undefined;
  let rows = names.length - files.length;
  for (const name of files) {
    for await (const chunk of createReadStream(name, { highWaterMark: 256 * 1024 })) {
      const bytes = chunk as Buffer;
      for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) rows += 1;
    }
  }
  return rows;
}
