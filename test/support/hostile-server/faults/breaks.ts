import type { Exchange } from '../exchange.js';
import type { Faults } from '../fault.js';
import { etagOf } from './well.js';

/** Connections that end before the answer does. */
export const breaks: Faults = {
  'reset-before-headers': {
    does: 'breaks the connection (RST) without a byte',
    answer: (exchange) => exchange.reset(),
  },
  'reset-inside-headers': {
    does: 'breaks the connection (RST) in the middle of a header',
    answer: async (exchange) => {
      await exchange.send('HTTP/1.1 200 Scripted\r\nContent-Len');
      await exchange.sleep(20);
      exchange.reset();
    },
  },
  'reset-inside-body': {
    does: 'breaks the connection (RST) after ?after=1000 bytes of the body',
    answer: async (exchange) => {
      await sendBeginning(exchange);
      // The bytes must have been read before the reset, which throws away what still waits.
      await exchange.sleep(50);
      exchange.reset();
    },
  },
  'close-before-headers': {
    does: 'closes the connection (FIN) without a byte',
    answer: (exchange) => exchange.end(),
  },
  'close-inside-headers': {
    does: 'closes the connection (FIN) in the middle of a header',
    answer: async (exchange) => {
      await exchange.send('HTTP/1.1 200 Scripted\r\nContent-Len');
      exchange.end();
    },
  },
  'short-body': {
    does: 'closes the connection (FIN) after ?after=1000 bytes of a body whose Content-Length promises more',
    answer: async (exchange) => {
      await sendBeginning(exchange);
      exchange.end();
    },
  },
};

/** Head and first `?after=` bytes of a body that can be resumed. */
export async function sendBeginning(exchange: Exchange, etag = etagOf(exchange.body)): Promise<void> {
  const headers = { 'Content-Length': String(exchange.body.length), ETag: etag, 'Accept-Ranges': 'bytes' };
  await exchange.head(200, headers);
  await exchange.send(exchange.body.subarray(0, exchange.number('after', 1000)));
}
