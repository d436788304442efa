import zlib from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { type ContentCoding, findContentCodings } from '../headers/content-codings.js';
import { createContentDecoder } from './content-decoder.js';
import { FetchError } from '../fetch-error.js';

/** Decodes `body`, written in pieces of `size` through one buffer that is overwritten, as sockets do. */
function decode(codings: readonly ContentCoding[], body: Buffer, size = 100): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const shared = Buffer.alloc(size);
    let at = 0;
    const feed = (): void => {
      while (at < body.length) {
        const length = body.copy(shared, 0, at, at + size);
        at += length;
        const goesOn = decoder.write(shared.subarray(0, length));
        shared.fill(0);
        if (!goesOn) return;
      }
      decoder.end();
    };
    const decoder = createContentDecoder(codings, {
      onData: (chunk) => received.push(chunk),
      onEnd: () => resolve(Buffer.concat(received)),
      onError: reject,
      onDrain: feed,
    });
    feed();
  });
}

/** toEqual takes seconds for large buffers. */
const isSame = (expected: Buffer) => (actual: Buffer) => actual.equals(expected);
const text = Buffer.from('words and words and words '.repeat(5000));
const zstd = 'zstdCompressSync' in zlib ? (zlib.zstdCompressSync as (data: Buffer) => Buffer) : undefined;

describe('createContentDecoder', () => {
  test.each([
    ['gzip', zlib.gzipSync(text)],
    ['deflate', zlib.deflateSync(text)],
    ['deflate', zlib.deflateRawSync(text)],
    ['br', zlib.brotliCompressSync(text)],
  ] as const)('%s', async (coding, body) => {
    expect(await decode([coding], body)).toSatisfy(isSame(text));
    expect(await decode([coding], body, 100_000)).toSatisfy(isSame(text));
  });

  test('a first chunk of one byte', async () => {
    const words = Buffer.from('few words');
    expect(await decode(['deflate'], zlib.deflateSync(words), 1)).toSatisfy(isSame(words));
  });

  test.skipIf(!zstd)('zstd', async () => {
    expect(await decode(['zstd'], zstd ? zstd(text) : Buffer.alloc(0))).toSatisfy(isSame(text));
  });

  test('codings upon each other are undone from the last', async () => {
    const body = zlib.brotliCompressSync(zlib.gzipSync(zlib.deflateSync(text)));
    expect(await decode(['deflate', 'gzip', 'br'], body)).toSatisfy(isSame(text));
  });

  test('an empty body is empty', async () => expect(await decode(['gzip'], Buffer.alloc(0))).toHaveLength(0));

  test('several gzip members are one body, and what follows the last is dropped', async () => {
    const members = Buffer.concat([zlib.gzipSync(text), zlib.gzipSync(text), Buffer.alloc(16)]);
    expect(await decode(['gzip'], members)).toSatisfy(isSame(Buffer.concat([text, text])));
  });

  test.each([
    ['gzip', zlib.gzipSync(text)],
    ['deflate', zlib.deflateSync(text)],
    ['br', zlib.brotliCompressSync(text)],
  ] as const)('%s cut short is truncated, to be retried', async (coding, body) => {
    const cut = body.subarray(0, body.length >> 1);
    await expect(decode([coding], cut)).rejects.toMatchObject({ kind: 'truncated', retryable: true });
  });

  test.each(['gzip', 'br'] as const)('what is no %s is an error that says so', async (coding) => {
    const failure = decode([coding], Buffer.from('plain text, not encoded at all'));
    await expect(failure).rejects.toMatchObject({ kind: 'http', retryable: false });
    await expect(failure).rejects.toThrow('the body is not encoded as announced');
  });

  test('a bomb does not unpack further than its handler lets it', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(100_000_000));
    let received = 0;
    await new Promise<void>((resolve) => {
      const decoder = createContentDecoder(['gzip'], {
        onData(chunk) {
          received += chunk.length;
          decoder.pause();
          setTimeout(resolve, 50);
        },
        onEnd: resolve,
        onError: () => resolve(),
        onDrain: () => undefined,
      });
      decoder.write(bomb);
      decoder.end();
    });
    expect(received).toBeLessThan(1_000_000);
  });
});

describe('findContentCodings', () => {
  const find = (values: string[], path = '/page', type = 'text/html') => {
    const encodings = values.map((value) => ['Content-Encoding', value] as const);
    return findContentCodings([...encodings, ['Content-Type', type]], new URL(path, 'https://h.example/'));
  };

  test.each([
    [[], []],
    [['identity'], []],
    [['GZIP'], ['gzip']],
    [['x-gzip'], ['gzip']],
    [['deflate, gzip'], ['deflate', 'gzip']],
    [
      ['deflate', 'br'],
      ['deflate', 'br'],
    ],
  ])('%j', (values, expected) => expect(find(values)).toEqual(expected));

  test('a gzip file is not unpacked', () => {
    expect(find(['gzip'], '/data.tar.gz')).toEqual([]);
    expect(find(['x-gzip'], '/data', 'application/x-gzip')).toEqual([]);
    expect(find(['br'], '/data.tar.gz')).toEqual(['br']);
  });

  test.each([
    [['compress'], 'http', 'unknown-coding'],
    [['constructor'], 'http', 'unknown-coding'],
    [['gzip,'.repeat(3)], 'size', 'too-many-codings'],
  ])('%j is refused', (values, kind, code) => {
    const refusal = find(values);
    expect(refusal).toBeInstanceOf(FetchError);
    expect(refusal).toMatchObject({ kind, code });
  });
});
