import type { Duplex } from 'node:stream';
import type zlib from 'node:zlib';

import type { ContentCoding } from '../headers/content-codings.js';
import { late } from '../../late-modules.js';
import { unpacksTooFar } from '../../packed/unpacks-too-far.js';
import { FetchError } from '../fetch-error.js';

/** Who takes the decoded body; nothing is called after onEnd or onError. */
export type DecodedHandler = {
  onData(chunk: Buffer): void;
  onEnd(): void;
  onError(error: FetchError): void;
  /** The decoder takes more again, after a write that answered false. */
  onDrain(): void;
};

export type ContentDecoder = {
  /** Copies the chunk; false asks to wait for onDrain. */
  write(chunk: Buffer): boolean;
  end(): void;
  pause(): void;
  resume(): void;
  /** Drops everything without another word. */
  destroy(): void;
};

/**
 * Undoes content codings as a body streams, as far as `unpacksTooFar` lets it. Memory stays flat as long as the handler
 * pauses. An empty body is empty, whatever was announced.
 */
export function createContentDecoder(
  codings: readonly ContentCoding[],
  handler: DecodedHandler,
): ContentDecoder {
  let stages: readonly Duplex[] = [];
  let isPaused = false;
  let isOver = false;
  let packedBytes = 0;
  let unpackedBytes = 0;

  const give = (data: Buffer): void => {
    if (isOver) return;
    unpackedBytes += data.length;
    const bomb = unpacksTooFar(packedBytes, unpackedBytes);
    if (bomb === undefined) handler.onData(data);
    else finish(() => handler.onError(new FetchError('size', 'unpacks-too-far', bomb)));
  };

  const start = (chunk: Buffer): void => {
    stages = codings
      .toReversed()
      .map((coding, index) => createStage(coding, index === 0 ? chunk : undefined));
    stages.forEach((stage, index) => {
      const next = stages[index + 1];
      if (next) stage.pipe(next);
      stage.on('error', (error: Error) => finish(() => handler.onError(describe(error))));
    });
    stages[0]?.on('drain', () => !isOver && handler.onDrain());
    const last = stages.at(-1);
    last?.on('data', give);
    last?.on('end', () => finish(() => handler.onEnd()));
    if (isPaused) last?.pause();
  };
  const finish = (tell: () => void): void => {
    if (isOver) return;
    destroy();
    tell();
  };
  const destroy = (): void => {
    isOver = true;
    for (const stage of stages) stage.destroy();
  };

  return {
    write(chunk) {
      if (isOver) return true;
      packedBytes += chunk.length;
      const copy = Buffer.from(chunk);
      if (stages.length === 0) start(copy);
      return stages[0]?.write(copy) ?? true;
    },
    end() {
      if (isOver) return;
      if (stages.length === 0) finish(() => handler.onEnd());
      else stages[0]?.end();
    },
    pause() {
      isPaused = true;
      stages.at(-1)?.pause();
    },
    resume() {
      isPaused = false;
      stages.at(-1)?.resume();
    },
    destroy,
  };
}

function createStage(coding: ContentCoding, firstChunk: Buffer | undefined): Duplex {
  if (coding === 'gzip') return late.zlib.createGunzip();
  if (coding === 'br') return late.zlib.createBrotliDecompress();
  if (coding === 'zstd') return createZstd();
  return firstChunk === undefined || isZlib(firstChunk)
    ? late.zlib.createInflate()
    : late.zlib.createInflateRaw();
}

/** Some servers send deflate without the zlib wrapping that RFC 9110, 8.4.1.2 wants. */
function isZlib(chunk: Buffer): boolean {
  const [first = 0, second] = chunk;
  return (first & 0x0f) === 8 && (second === undefined || ((first << 8) | second) % 31 === 0);
}

function createZstd(): Duplex {
  const { createZstdDecompress } = late.zlib as typeof zlib & { createZstdDecompress?: () => Duplex };
  if (!createZstdDecompress) throw new Error('this runtime has no zstd');
  return createZstdDecompress();
}

function describe(error: Error): FetchError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'coding';
  return code === 'Z_BUF_ERROR'
    ? new FetchError('truncated', code, 'the encoded body ended too early')
    : new FetchError('http', code, `the body is not encoded as announced: ${error.message}`);
}
