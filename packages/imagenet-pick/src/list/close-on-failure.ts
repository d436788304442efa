import type { FileHandle } from 'node:fs/promises';

/** Does something with an open file, which stays open unless that fails: node complains of files that nobody closed. */
export async function closeOnFailure<Result>(
  file: FileHandle,
  use: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await use();
  } catch (error) {
    await file.close();
    throw error;
  }
}
