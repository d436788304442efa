import { isGzip, unpacksTooFar } from '@fetchutils/plumbing';

import { PageFailure } from '../page-failure.js';

/** The chunks as they are, or unpacked where they begin with gzip's magic bytes: names and types often lie about it. */
export async function* unzip(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  const iterator =
    Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  try {
    let start: Buffer = Buffer.alloc(0);
    let next = await iterator.next();
    for (; next.done !== true; next = await iterator.next()) {
      start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
      if (start.length >= 2) break;
    }
    const rest = resume(start, iterator);
    if (isGzip(start)) yield* gunzip(rest);
    else yield* rest;
  } finally {
    await iterator.return?.();
  }
}

async function* resume(
  start: Buffer,
  iterator: AsyncIterator<Buffer> | Iterator<Buffer>,
): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
}

async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // Most pages are not packed, and these take 3 ms to load.
  const [{ Readable }, { createGunzip }] = await Promise.all([import('node:stream'), import('node:zlib')]);
  let packedBytes = 0;
  let unpackedBytes = 0;
  const count = (bytes: number): void => void (packedBytes += bytes);
  const source = Readable.from(copies(chunks, count), { objectMode: false });
  const unzipped = createGunzip();
  source.on('error', (error) => unzipped.destroy(error));
  source.pipe(unzipped);
  try {
    for await (const chunk of unzipped as AsyncIterable<Buffer>) {
      const bomb = unpacksTooFar(packedBytes, (unpackedBytes += chunk.length));
      if (bomb !== undefined) throw new PageFailure('size', 'unpacks-too-far', bomb);
      yield chunk;
    }
  } finally {
    source.destroy();
  }
}

/** A stream reads ahead, and chunks may share their memory. */
async function* copies(
  chunks: AsyncIterable<Buffer>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    count(chunk.length);
    yield Buffer.from(chunk);
  }
}
