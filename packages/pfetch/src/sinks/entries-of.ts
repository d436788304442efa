import { opendirSync } from 'node:fs';

/** The names in a folder, some at a time: it may hold millions. */
export function* entriesOf(folder: string): Generator<string> {
  const open = opendirSync(folder, { bufferSize: 256 });
  try {
    for (let entry = open.readSync(); entry !== null; entry = open.readSync()) yield entry.name;
  } finally {
    open.closeSync();
  }
}
