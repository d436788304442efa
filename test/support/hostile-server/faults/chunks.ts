import type { Fault, Faults } from '../fault.js';

/** Transfer-Encoding: chunked, well and badly. */
export const chunks: Faults = {
  chunked: sendsChunked('sends a good chunked body', (size) => `${size}\r\n`, '\r\n0\r\n\r\n'),
  'chunk-extensions': sendsChunked(
    'sends chunk extensions',
    (size) => `${size};name="a;b"\r\n`,
    '\r\n0;last\r\n\r\n',
  ),
  'chunked-trailers': sendsChunked(
    'sends trailers after a chunked body',
    (size) => `${size}\r\n`,
    '\r\n0\r\nX-Trailer: yes\r\nContent-Length: 3\r\n\r\n',
  ),
  'bad-chunk-size': sendsChunked('sends a chunk size that is no number', () => 'zz\r\n', '\r\n0\r\n\r\n'),
  'chunk-size-too-small': sendsChunked(
    'sends more bytes than the chunk says',
    () => '10\r\n',
    '\r\n0\r\n\r\n',
  ),
  'chunk-size-overflow': sendsChunked('sends a chunk size beyond 64 bits', () => 'fffffffffffffffff\r\n', ''),
  'chunk-size-negative': sendsChunked('sends a negative chunk size', () => '-5\r\n', '\r\n0\r\n\r\n'),
  'chunked-cut': sendsChunked(
    'closes (FIN) without the chunk that ends the body',
    (size) => `${size}\r\n`,
    '\r\n',
  ),
  'endless-trailers': {
    does: 'sends a chunked body whole, then trailers without end',
    answer: async (exchange) => {
      await exchange.head(200, { 'Transfer-Encoding': 'chunked' });
      await exchange.send(`${exchange.body.length.toString(16)}\r\n`, exchange.body, '\r\n0\r\n');
      while (!exchange.isClientGone) await exchange.send('X-Trailer: yes\r\n'.repeat(1000));
    },
  },
  'endless-chunk-extensions': {
    does: 'sends chunks of one byte, each with an extension of 1 kB, without end',
    answer: async (exchange) => {
      await exchange.head(200, { 'Transfer-Encoding': 'chunked' });
      while (!exchange.isClientGone) await exchange.send(`1;x=${'y'.repeat(1000)}\r\nz\r\n`.repeat(10));
    },
  },
};

function sendsChunked(does: string, sizeLine: (hex: string) => string, ending: string): Fault {
  const isGood = ending.includes('\r\n0');
  return {
    does,
    answer: async (exchange) => {
      await exchange.head(200, { 'Transfer-Encoding': 'chunked' });
      await exchange.send(sizeLine(exchange.body.length.toString(16)), exchange.body, ending);
      if (!isGood) exchange.end();
    },
  };
}
