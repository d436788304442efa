import { readFileSync } from 'node:fs';

/** The text of a file of the system that some systems lack: empty where it cannot be read. */
export function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
