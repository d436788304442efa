import { type Io, isGzip, readList } from '@fetchutils/plumbing';

import { type BadRequest, type PageRequest, requestOfOperand, requestOfRow } from './page-request.js';

/** What standard input holds: one page, names of pages, or whichever its first character says. */
export type StdinMeaning = 'html' | 'pages' | 'guess';

/** How standard input is read; with `mayHaveNul` its lines may end with NUL. */
export type StdinReading = { meaning: StdinMeaning; mayHaveNul: boolean };

/** The pages that the operands and standard input name, read no faster than they are taken. */
export async function* readRequests(
  io: Io,
  operands: readonly string[],
  reading: StdinReading,
): AsyncGenerator<PageRequest | BadRequest> {
  for (const operand of operands.length === 0 ? ['-'] : operands) {
    if (operand === '-') yield* readStdin(io, reading);
    else yield requestOfOperand(operand);
  }
}

async function* readStdin(
  io: Io,
  { meaning, mayHaveNul }: StdinReading,
): AsyncGenerator<PageRequest | BadRequest> {
  if (io.stdinIsTerminal)
    io.stderr.say('reading a page, or URLs of pages, from the terminal; end with Ctrl-D');
  const chunks = readChunks(io);
  const start = await readStart(chunks);
  const input = resume(start, chunks);
  if (meaning === 'html' || (meaning === 'guess' && beginsPage(start)))
    yield { name: '-', url: undefined, chunks: input, carried: '' };
  else {
    const reading = { name: 'standard input', tool: 'list-links', mayHaveNul };
    for await (const rows of readList(input, reading)) for (const row of rows) yield requestOfRow(row);
  }
}

async function* readChunks(io: Io): AsyncGenerator<Buffer> {
  const stop = (): void => void io.stdin.destroy();
  io.signal.addEventListener('abort', stop);
  try {
    for await (const chunk of io.stdin) yield chunk as Buffer;
  } catch (error) {
    if (!io.signal.aborted) throw error;
  } finally {
    io.signal.removeEventListener('abort', stop);
  }
}

// A page begins sooner.
const maxBlankBytes = 65_536;

/** The input up to the first character that is not blank. */
async function readStart(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0);
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) return start;
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
    const isEnough = start.length >= 4 && start.some((byte) => byte > 0x20);
    if (isEnough || start.length >= maxBlankBytes) return start;
  }
}

async function* resume(start: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  yield* rest;
}

/** True for `<`, or `[` of JSON, as the first character that is not blank, in UTF-16 too, and for anything packed with gzip. */
function beginsPage(start: Buffer): boolean {
  if (isGzip(start)) return true;
  const isWide = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  const bytes = isWide ? start.subarray(2).filter((byte) => byte !== 0) : start;
  const text = Buffer.from(bytes).toString('latin1');
  return /^(?:\xef\xbb\xbf)?\s*[<[]/.test(text.slice(0, maxBlankBytes));
}
