import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** True where a program of this name is in the PATH, or in the folders for servers that a user's PATH may lack. */
export function hasProgram(name) {
  const folders = `${process.env.PATH}${delimiter}/usr/sbin${delimiter}/sbin`.split(delimiter);
  return folders.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
