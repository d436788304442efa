import type { Exchange } from '../exchange.js';
import type { Faults } from '../fault.js';

/** Too late, too slow, or never. */
export const slowness: Faults = {
  'slow-first-byte': {
    does: 'waits ?ms=3000 before the first byte',
    answer: async (exchange) => {
      await exchange.sleep(exchange.number('ms', 3000));
      await exchange.reply(200, {}, exchange.body);
    },
  },
  silence: {
    does: 'takes the request and never answers',
    answer: (exchange) => exchange.untilClientLeaves(),
  },
  'drip-headers': {
    does: 'sends one more header every ?ms=50, and never the last',
    answer: async (exchange) => {
      await exchange.send('HTTP/1.1 200 Scripted\r\n');
      for (let n = 1; !exchange.isClientGone; n += 1) {
        await exchange.send(`X-Drip-${n}: drop\r\n`);
        await exchange.sleep(exchange.number('ms', 50));
      }
    },
  },
  drip: {
    does: 'sends the body one byte every ?ms=50',
    answer: async (exchange) => {
      await exchange.head(200, { 'Content-Length': String(exchange.body.length) });
      for (const byte of exchange.body) {
        if (exchange.isClientGone) return;
        await exchange.send(Buffer.of(byte));
        await exchange.sleep(exchange.number('ms', 50));
      }
    },
  },
  stall: {
    does: 'sends ?after=1000 bytes of the body, then nothing more',
    answer: async (exchange) => {
      await exchange.head(200, { 'Content-Length': String(exchange.body.length) });
      await exchange.send(exchange.body.subarray(0, exchange.number('after', 1000)));
      await exchange.untilClientLeaves();
    },
  },
  'stall-before-end': {
    does: 'sends a chunked body whole, but never the chunk that ends it',
    answer: async (exchange) => {
      await exchange.head(200, { 'Transfer-Encoding': 'chunked' });
      await exchange.send(`${exchange.body.length.toString(16)}\r\n`, exchange.body, '\r\n');
      await exchange.untilClientLeaves();
    },
  },
  'drip-unwanted': {
    does: 'answers ?status=404 with a body of ?length= (chunked where 0), one byte every ?ms=50, that never ends',
    answer: async (exchange) => {
      const length = exchange.text('length', '0');
      await exchange.head(exchange.number('status', 404), {
        Location: exchange.text('to', '/'),
        ...(length === '0' ? { 'Transfer-Encoding': 'chunked' } : { 'Content-Length': length }),
      });
      await dripEndlessly(exchange, length === '0' ? '1\r\nx\r\n' : 'x');
    },
  },
  'drip-trailers': {
    does: 'sends a chunked body whole, then trailers without end, one every ?ms=50',
    answer: async (exchange) => {
      await exchange.head(200, { 'Transfer-Encoding': 'chunked' });
      await exchange.send(`${exchange.body.length.toString(16)}\r\n`, exchange.body, '\r\n0\r\n');
      await dripEndlessly(exchange, 'X-Trailer: yes\r\n');
    },
  },
  'drip-chunk-extension': {
    does: 'sends the extension of a first chunk without end, one byte every ?ms=50',
    answer: async (exchange) => {
      await exchange.head(200, { 'Transfer-Encoding': 'chunked' });
      await exchange.send('5;');
      await dripEndlessly(exchange, 'x');
    },
  },
};

async function dripEndlessly(exchange: Exchange, drop: string): Promise<void> {
  while (!exchange.isClientGone) {
    await exchange.send(drop);
    await exchange.sleep(exchange.number('ms', 50));
  }
}
