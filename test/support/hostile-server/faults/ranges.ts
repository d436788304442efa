import { bodyBytes } from '../body-bytes.js';
import type { Exchange } from '../exchange.js';
import type { Fault, Faults } from '../fault.js';
import { sendBeginning } from './breaks.js';
import { etagOf, ok, replyWithRange, startOfRange } from './well.js';

/** First attempts end short after ?after=1000 bytes; what comes then, where a Range is asked for, is the fault. */
export const ranges: Faults = {
  resume: cutThen('answers a Range rightly', (exchange) => ok.answer(exchange)),
  'etag-changes': {
    does: 'has a new body and a new ETag at each attempt; the first one ends short',
    answer: async (exchange) => {
      const { attempt, path } = exchange.request;
      const body = bodyBytes(exchange.body.length, `${path} ${attempt}`);
      if (attempt > 1) return replyWithRange(exchange, body);
      await exchange.head(200, {
        'Content-Length': String(body.length),
        ETag: etagOf(body),
        'Accept-Ranges': 'bytes',
      });
      await exchange.send(body.subarray(0, exchange.number('after', 1000)));
      exchange.end();
    },
  },
  'if-range-ignored': cutThen('answers 206 of a changed body though If-Range does not hold', (exchange) => {
    const changed = bodyBytes(exchange.body.length, `${exchange.request.path} changed`);
    return sendPart(exchange, changed, startAsked(exchange));
  }),
  'range-ignored': cutThen('answers 200 with the whole body', (exchange) =>
    exchange.reply(200, { ETag: etagOf(exchange.body) }, exchange.body),
  ),
  'range-ignored-changed': cutThen('answers 200 with a whole, changed body', (exchange) => {
    const changed = bodyBytes(exchange.body.length + 500, `${exchange.request.path} changed`);
    return exchange.reply(200, { ETag: etagOf(changed) }, changed);
  }),
  'range-off-by-one': cutThen('answers 206 from one byte further on', (exchange) =>
    sendPart(exchange, exchange.body, startAsked(exchange) + 1),
  ),
  'range-from-start': cutThen('answers 206 from byte 0', (exchange) => sendPart(exchange, exchange.body, 0)),
  'range-without-content-range': cutThen('answers 206 without Content-Range', (exchange) =>
    exchange.reply(206, { ETag: etagOf(exchange.body) }, exchange.body.subarray(startAsked(exchange))),
  ),
  'range-lies': cutThen('says the right Content-Range over the wrong bytes', (exchange) => {
    const start = startAsked(exchange);
    const moved = Buffer.concat([exchange.body.subarray(start + 1), Buffer.alloc(1)]);
    return sendPart(exchange, exchange.body, start, moved);
  }),
  'range-other-total': cutThen('answers 206 with another total length', (exchange) => {
    const longer = Buffer.concat([exchange.body, Buffer.alloc(100)]);
    return sendPart(exchange, longer, startAsked(exchange), undefined, etagOf(exchange.body));
  }),
  'range-416': cutThen('answers any Range with 416', (exchange) =>
    exchange.reply(416, { 'Content-Range': `bytes */${exchange.body.length}` }),
  ),
  'range-cut-again': {
    does: 'sends ?after=1000 bytes at each attempt, from where the client is',
    answer: async (exchange) => {
      const start = startOfRange(exchange.request.headers, etagOf(exchange.body)) ?? 0;
      if (start === 0) await sendBeginning(exchange);
      else
        await sendPart(
          exchange,
          exchange.body,
          start,
          exchange.body.subarray(start, start + exchange.number('after', 1000)),
        );
      exchange.end();
    },
  },
  'weak-etag': {
    does: 'has only a weak ETag; the first attempt ends short',
    answer: async (exchange) => {
      const weak = `W/${etagOf(exchange.body)}`;
      if (exchange.request.attempt > 1) return exchange.reply(200, { ETag: weak }, exchange.body);
      await sendBeginning(exchange, weak);
      exchange.end();
    },
  },
  'range-unasked': {
    does: 'answers 206 of the second half to a request without Range',
    answer: (exchange) => sendPart(exchange, exchange.body, Math.floor(exchange.body.length / 2)),
  },
};

function cutThen(does: string, answer: (exchange: Exchange) => Promise<void> | void): Fault {
  return {
    does: `${does}, after a first attempt that ends short`,
    answer: async (exchange) => {
      const { attempt, headers } = exchange.request;
      if (attempt > 1) return headers['range'] === undefined ? ok.answer(exchange) : answer(exchange);
      await sendBeginning(exchange);
      exchange.end();
    },
  };
}

function startAsked(exchange: Exchange): number {
  return Number(/^bytes=(\d+)-/.exec(exchange.request.headers['range'] ?? '')?.[1] ?? 0);
}

function sendPart(
  exchange: Exchange,
  body: Buffer,
  start: number,
  bytes = body.subarray(start),
  etag = etagOf(body),
): Promise<void> {
  const range = `bytes ${start}-${body.length - 1}/${body.length}`;
  return exchange.reply(
    206,
    { ETag: etag, 'Content-Range': range, 'Content-Length': String(body.length - start) },
    bytes,
  );
}
