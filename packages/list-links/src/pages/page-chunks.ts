import { isGzip } from '@fetchutils/plumbing';

import { maxHeadBytes } from '../charset/prescan-meta.js';
import { unzip } from './unzip.js';

type Chunks = AsyncIterable<Buffer> | Iterable<Buffer>;

/**
 * The chunks of a page, unpacked, the first one long enough to find the charset in, however they arrive. A file gives
 * such chunks itself: with no promise for each of them a page of 10 kB takes 30 us less.
 */
export function pageChunks(chunks: Chunks): Chunks {
  if (Symbol.asyncIterator in chunks) return withLongStart(unzip(chunks));
  const iterator = chunks[Symbol.iterator]();
  const first = iterator.next();
  if (first.done === true) return [];
  const whole = resume(first.value, iterator);
  return isGzip(first.value) ? withLongStart(unzip(whole)) : whole;
}

function* resume(start: Buffer, rest: Iterator<Buffer>): Generator<Buffer> {
  try {
    yield start;
    for (let next = rest.next(); next.done !== true; next = rest.next()) yield next.value;
  } finally {
    rest.return?.();
  }
}

/** The first chunk made long, however they arrive, and though they break off. */
async function* withLongStart(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] | undefined = [];
  let length = 0;
  let failure: Error | undefined;
  try {
    for await (const chunk of chunks) {
      if (held === undefined) yield chunk;
      else {
        held.push(chunk);
        length += chunk.length;
        if (length < maxHeadBytes) continue;
        yield held.length === 1 ? chunk : Buffer.concat(held);
        held = undefined;
      }
    }
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
  }
  if (held !== undefined && length > 0) yield Buffer.concat(held);
  if (failure !== undefined) throw failure;
}
