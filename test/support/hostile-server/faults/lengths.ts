import type { Exchange } from '../exchange.js';
import type { Fault, Faults } from '../fault.js';

/** Content-Length that is wrong, double, missing or without end. */
export const lengths: Faults = {
  'long-body': {
    does: 'sends the whole body under a Content-Length that is 100 bytes short, then closes',
    answer: async (exchange) => {
      await exchange.reply(200, { 'Content-Length': String(exchange.body.length - 100) }, exchange.body);
      exchange.end();
    },
  },
  'conflicting-lengths': {
    does: 'sends two Content-Length headers that differ',
    answer: (exchange) =>
      exchange.reply(200, { 'Content-Length': [String(exchange.body.length), '5'] }, exchange.body),
  },
  'length-and-chunked': {
    does: 'sends Content-Length: 5 and Transfer-Encoding: chunked together',
    answer: async (exchange) => {
      await exchange.head(200, { 'Content-Length': '5', 'Transfer-Encoding': 'chunked' });
      await exchange.send(`${exchange.body.length.toString(16)}\r\n`, exchange.body, '\r\n0\r\n\r\n');
    },
  },
  'length-no-number': saysLength('banana'),
  'length-negative': saysLength('-5'),
  'length-beyond-numbers': saysLength('99999999999999999999999'),
  'huge-length': {
    does: 'promises 10 TB, sends 1,000 bytes and then nothing',
    answer: async (exchange) => {
      await exchange.head(200, { 'Content-Length': '10000000000000' });
      await exchange.send(exchange.body.subarray(0, 1000));
      await exchange.untilClientLeaves();
    },
  },
  'no-length': {
    does: 'sends the body without a length and ends it by closing',
    answer: async (exchange) => {
      await exchange.head(200, { Connection: 'close' });
      await exchange.send(exchange.body);
      exchange.end();
    },
  },
  'no-length-reset': {
    does: 'sends the body without a length and ends it by RST',
    answer: async (exchange) => {
      await exchange.head(200, { Connection: 'close' });
      await exchange.send(exchange.body);
      await exchange.sleep(50);
      exchange.reset();
    },
  },
  'endless-body': {
    does: 'sends a body without length and without end',
    answer: async (exchange) => {
      await exchange.head(200, { Connection: 'close' });
      await sendForEver(exchange, () => exchange.send(exchange.body));
    },
  },
  'endless-chunked': {
    does: 'sends chunk after chunk without end',
    answer: async (exchange) => {
      await exchange.head(200, { 'Transfer-Encoding': 'chunked' });
      const size = `${exchange.body.length.toString(16)}\r\n`;
      await sendForEver(exchange, () => exchange.send(size, exchange.body, '\r\n'));
    },
  },
};

function saysLength(length: string): Fault {
  return {
    does: `says Content-Length: ${length}, sends the body and closes`,
    answer: async (exchange) => {
      await exchange.reply(200, { 'Content-Length': length }, exchange.body);
      exchange.end();
    },
  };
}

async function sendForEver(exchange: Exchange, sendOnce: () => Promise<void>): Promise<void> {
  while (!exchange.isClientGone) await sendOnce();
}
