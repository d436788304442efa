import { type FileHandle, open, stat } from 'node:fs/promises';

import { quote, reasonOf, UsageError } from '@fetchutils/plumbing';

/** Opens a file that can be read at any place; nothing where it is a pipe or a device, which must not be opened twice. */
export async function openRegularFile(name: string): Promise<FileHandle | undefined> {
  try {
    const found = await stat(name);
    if (found.isDirectory()) throw new UsageError(`${quote(name)} is a folder; expected a URL list`);
    return found.isFile() ? await open(name) : undefined;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${quote(name)}: ${reasonOf(error)}`);
  }
}
