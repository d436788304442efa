import { accessSync, constants, createReadStream, statSync } from 'node:fs';

import { reasonOf, StopRun, UsageError } from './failures.js';
import type { Io } from './io.js';
import { quote } from './quote.js';

/** A file of input, or standard input. */
export type Input = { name: string; chunks: AsyncIterable<Buffer> };

/** The inputs named, all of which end when the run is told to stop; `-` or no name being standard input; a missing file is wrong usage before any output. */
export function openInputs(io: Io, names: readonly string[], what: string): Input[] {
  for (const name of names) if (name !== '-') checkReadable(name);
  return (names.length === 0 ? ['-'] : names).map((name) => ({ name, chunks: readChunks(io, name, what) }));
}

/** Looks without opening: a named pipe that is opened and closed again has lost its writer. */
function checkReadable(name: string): void {
  let isFolder: boolean;
  try {
    accessSync(name, constants.R_OK);
    isFolder = statSync(name).isDirectory();
  } catch (error) {
    const hint = /^[\w-]+(\.[\w-]+)+(:\d+)?\//.test(name) ? `; a URL begins with https:// or http://` : '';
    throw new UsageError(`${quote(name)}: ${reasonOf(error)}${hint}`);
  }
  if (isFolder) throw new UsageError(`${quote(name)} is a folder; expected a file`);
}

async function* readChunks(io: Io, name: string, what: string): AsyncGenerator<Buffer> {
  if (io.signal.aborted) return;
  if (name === '-' && io.stdinIsTerminal) io.stderr.say(`reading ${what} from the terminal; end with Ctrl-D`);
  const stream = name === '-' ? io.stdin : createReadStream(name);
  const stop = (): void => void stream.destroy();
  io.signal.addEventListener('abort', stop);
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    if (io.signal.aborted) return;
    throw new StopRun(`${name === '-' ? 'standard input' : quote(name)}: ${reasonOf(error)}`);
  } finally {
    io.signal.removeEventListener('abort', stop);
  }
}
