import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { codeOf, reasonOf, StopRun, UsageError } from '@fetchutils/plumbing';

import { readTarMember } from './read-tar-member.js';

const tarHeaderBytes = 512;

/** What a packed file begins with, and the command that unpacks it. */
const foreign: readonly (readonly [magic: string, kind: string, command: string])[] = [
  ['425a68', 'bzip2', 'bzcat'],
  ['fd377a585a00', 'xz', 'xzcat'],
  ['28b52ffd', 'zstd', 'zstdcat'],
  ['504b0304', 'zip', 'unzip -p'],
];

/** True for the first bytes of what `unpack` would unpack. */
export function isPacked(head: Buffer): boolean {
  return isGzip(head) || isTar(head);
}

/** Gives the text of a list out of gzip, tar, or both, known by their first bytes; other text comes as it is. */
export async function* unpack(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const { head, all } = await peek(chunks, tarHeaderBytes);
  refuseForeign(head, name);
  if (!isGzip(head)) {
    yield* isTar(head) ? readTarMember(all, name) : all;
    return;
  }
  const inner = await peek(gunzip(all, name), tarHeaderBytes);
  yield* isTar(inner.head) ? readTarMember(inner.all, name) : inner.all;
}

/** Ends the run where a file is packed in a way that is left to other programs. */
export function refuseForeign(head: Buffer, name: string): void {
  const start = head.toString('hex', 0, 6);
  for (const [magic, kind, command] of foreign) {
    if (start.startsWith(magic))
      throw new UsageError(`${name} is packed with ${kind}; use: ${command} FILE | imagenet-pick`);
  }
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function isTar(head: Buffer): boolean {
  return head.toString('latin1', 257, 262) === 'ustar';
}

async function* gunzip(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  // `pipeline` and not `pipe`: that would wait for ever where the input fails. The failure comes out of the loop below.
  const plain = pipeline(Readable.from(chunks), createGunzip({ chunkSize: 262_144 }), () => undefined);
  try {
    for await (const chunk of plain) yield chunk as Buffer;
  } catch (error) {
    if (codeOf(error)?.startsWith('Z_') !== true) throw error;
    throw new StopRun(`${name} is damaged or cut short: ${reasonOf(error)}`);
  }
}

/** The first bytes of a stream, and the stream as if nobody had looked. */
async function peek(chunks: AsyncIterable<Buffer>, bytes: number) {
  const iterator = chunks[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  for (let isDone = false; !isDone && head.length < bytes;) {
    const next = await iterator.next();
    isDone = next.done === true;
    if (!next.done) head = Buffer.concat([head, next.value]);
  }
  return {
    head,
    all: (async function* () {
      yield head;
      yield* { [Symbol.asyncIterator]: () => iterator };
    })(),
  };
}
