import { Readable } from 'node:stream';

import { monotonicMs } from '../../monotonic-ms.js';
import { findContentCodings } from '../headers/content-codings.js';
import { type ContentDecoder, createContentDecoder } from './content-decoder.js';
import type { ActiveExchange, RawHeaders } from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import { type SpeedFloor, watchSpeed } from './speed-floor.js';

export type BodyOptions = {
  url: URL;
  headers: RawHeaders;
  exchange: ActiveExchange;
  /** Of the decoded body; 0 is no limit. */
  maxBytes: number;
  speedFloor: SpeedFloor;
};

/** A body on its way from an exchange to a stream. */
export type ResponseBody = {
  /** Decoded; fails with a FetchError, and destroying it ends the exchange. */
  stream: Readable;
  /** Nobody wants it: the stream closes, and the exchange sees to its connection. */
  discard(): void;
  onData(chunk: Buffer): void;
  onEnd(): void;
  onError(error: FetchError): void;
};

/** Decodes, limits and watches a body; the exchange is held back where the reader of the stream is slow. */
export function createResponseBody(options: BodyOptions): ResponseBody | FetchError {
  const { url, headers, exchange, maxBytes, speedFloor } = options;
  const codings = findContentCodings(headers, url);
  if (codings instanceof FetchError) return codings;
  let received = 0;
  let watch = watchSpeed(speedFloor, monotonicMs());
  let isHeld = false;
  let isDiscarded = false;
  /** The exchange has ended, and need not be: an error would be made for nothing, at 40 us a page. */
  let isOver = false;
  const hold = (): void => {
    isHeld = true;
    (decoder ?? exchange).pause();
  };
  const goOn = (): void => {
    if (!isHeld) return;
    isHeld = false;
    // Time spent waiting for the reader is not the server's.
    watch = watchSpeed(speedFloor, monotonicMs());
    (decoder ?? exchange).resume();
  };
  const stream = new Readable({
    read: goOn,
    destroy(error, done) {
      decoder?.destroy();
      if (isDiscarded) exchange.discard();
      else if (!isOver) exchange.abort();
      done(error);
    },
  });

  // A failure before anybody reads must not end the process; whoever reads then meets it.
  stream.on('error', () => undefined);

  const give = (chunk: Buffer): void => {
    if (stream.destroyed) return;
    received += chunk.length;
    if (maxBytes > 0 && received > maxBytes) {
      stream.destroy(new FetchError('size', 'too-large', `more than ${maxBytes} bytes`));
    } else if (!stream.push(chunk)) hold();
  };
  const end = (): void => void (stream.destroyed || stream.push(null));
  const fail = (error: FetchError): void => void stream.destroy(error);
  const decoder: ContentDecoder | undefined =
    codings.length === 0
      ? undefined
      : createContentDecoder(codings, {
          onData: give,
          onEnd: end,
          onError: fail,
          onDrain: () => exchange.resume(),
        });

  return {
    stream,
    discard() {
      isDiscarded = true;
      stream.destroy();
    },
    onData(chunk) {
      const tooSlow = watch(chunk.length, monotonicMs());
      if (tooSlow) fail(tooSlow);
      else if (!decoder) give(Buffer.from(chunk));
      else if (!decoder.write(chunk)) exchange.pause();
    },
    onEnd() {
      isOver = true;
      if (decoder) decoder.end();
      else end();
    },
    onError: fail,
  };
}
