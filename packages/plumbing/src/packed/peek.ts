/** The first bytes of a stream, as many as are enough where it has them, and the stream as if nobody had looked. */
export async function peek(
  chunks: AsyncIterable<Buffer>,
  enough: number | ((head: Buffer) => boolean),
): Promise<{ head: Buffer; all: AsyncGenerator<Buffer> }> {
  const isEnough = typeof enough === 'number' ? ({ length }: Buffer) => length >= enough : enough;
  const iterator = chunks[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  for (let isDone = false; !isDone && !isEnough(head);) {
    const next = await iterator.next();
    isDone = next.done === true;
    if (!next.done) head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return { head, all: resume(head, iterator) };
}

async function* resume(head: Buffer, iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield head;
    yield* { [Symbol.asyncIterator]: () => iterator };
  } finally {
    await iterator.return?.();
  }
}
