import type { Exchange } from '../exchange.js';
import type { Fault, Faults } from '../fault.js';

/** Heads that are too big, badly spelled, or preceded by other heads. */
export const heads: Faults = {
  'huge-headers': {
    does: 'sends 1 MB (?size=) of small headers',
    answer: (exchange) => {
      const line = `${'x'.repeat(90)}`;
      const lines = Math.ceil(exchange.number('size', 1_000_000) / 100);
      const headers = Object.fromEntries(Array.from({ length: lines }, (_, n) => [`X-${n}`, line]));
      return exchange.reply(200, headers, exchange.body);
    },
  },
  'huge-header': {
    does: 'sends one header of 1 MB (?size=)',
    answer: (exchange) =>
      exchange.reply(200, { 'X-Huge': 'x'.repeat(exchange.number('size', 1_000_000)) }, exchange.body),
  },
  'endless-headers': {
    does: 'sends headers without end',
    answer: async (exchange) => {
      await exchange.send('HTTP/1.1 200 Scripted\r\n');
      const block = `X-More: ${'x'.repeat(1000)}\r\n`.repeat(64);
      while (!exchange.isClientGone) await exchange.send(block);
    },
  },
  'folds-without-end': {
    does: 'folds one header over 250 kB of lines',
    answer: (exchange) =>
      exchange.send(
        `HTTP/1.1 200 OK\r\nX-Folded: a\r\n${' b\r\n'.repeat(62_500)}Content-Length: 2\r\n\r\nok`,
      ),
  },
  'etag-with-header': {
    does: 'sends an ETag that holds a CR and a header of its own, and breaks off after ?after=2000000 of 3 MB',
    answer: async (exchange) => {
      const body = Buffer.alloc(3_000_000, 'x');
      const headers = { 'Content-Length': String(body.length), ETag: '"a\rX-Injected: yes"' };
      await exchange.head(200, headers);
      await exchange.send(body.subarray(0, exchange.number('after', 2_000_000)));
      await exchange.sleep(50);
      exchange.reset();
    },
  },
  'cookies-without-measure': {
    does: 'sets sixty cookies, before them one of 5 kB and two with control characters',
    answer: (exchange) =>
      exchange.reply(200, {
        'Set-Cookie': [
          `long=${'x'.repeat(5000)}`,
          'bell=a\x07b',
          'tab=a\tb',
          ...Array.from({ length: 60 }, (_, n) => `c${n}=${n}`),
        ],
      }),
  },
  'bare-lf': sendsHead(
    'ends header lines with a bare line feed',
    (length) => `HTTP/1.1 200 OK\nContent-Length: ${length}\n\n`,
  ),
  'bare-lf-one-line': sendsHead(
    'ends one header line with a bare line feed',
    (length) => `HTTP/1.1 200 OK\r\nX-Old: yes\nContent-Length: ${length}\r\n\r\n`,
  ),
  'folded-header': sendsHead(
    'folds a header over two lines',
    (length) => `HTTP/1.1 200 OK\r\nX-Folded: one\r\n two\r\nContent-Length: ${length}\r\n\r\n`,
  ),
  'header-without-colon': sendsHead(
    'sends a header line without a colon',
    (length) => `HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: ${length}\r\n\r\n`,
  ),
  'header-space-colon': sendsHead(
    'sends a blank between header name and colon',
    (length) => `HTTP/1.1 200 OK\r\nContent-Length : ${length}\r\n\r\n`,
  ),
  'header-nul': sendsHead(
    'sends a NUL in a header',
    (length) => `HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\nContent-Length: ${length}\r\n\r\n`,
  ),
  'header-latin1': sendsHead(
    'sends bytes beyond ASCII in a header',
    (length) => `HTTP/1.1 200 D'accord\r\nX-Nom: \xe9t\xe9\r\nContent-Length: ${length}\r\n\r\n`,
  ),
  'no-reason': sendsHead(
    'leaves out the reason phrase',
    (length) => `HTTP/1.1 200\r\nContent-Length: ${length}\r\n\r\n`,
  ),
  'continue-first': precededBy('100 Continue', 'sends 100 Continue unasked, then the answer'),
  'early-hints': precededBy(
    '103 Early Hints\r\nLink: </style.css>; rel=preload',
    'sends 103 Early Hints, then the answer',
  ),
  'hints-for-ever': {
    does: 'sends 103 Early Hints without end',
    answer: async (exchange) => {
      while (!exchange.isClientGone) await exchange.send('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(100));
    },
  },
};

function sendsHead(does: string, head: (length: number) => string): Fault {
  return { does, answer: (exchange) => sendRaw(exchange, head(exchange.body.length)) };
}

function precededBy(head: string, does: string): Fault {
  return {
    does,
    answer: async (exchange) => {
      await exchange.send(`HTTP/1.1 ${head}\r\n\r\n`);
      await exchange.reply(200, {}, exchange.body);
    },
  };
}

async function sendRaw(exchange: Exchange, head: string): Promise<void> {
  await exchange.send(head, exchange.body);
}
