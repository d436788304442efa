import type { Exchange } from '../exchange.js';
import type { Fault, Faults } from '../fault.js';

/** Connections that promise to stay open. */
export const keepAlive: Faults = {
  'closed-before-next': onlyOnce('closes (FIN) when a connection is used again', (exchange) =>
    exchange.end(),
  ),
  'reset-before-next': onlyOnce('breaks (RST) a connection that is used again', (exchange) =>
    exchange.reset(),
  ),
  'silent-on-next': onlyOnce('never answers on a connection that is used again', (exchange) =>
    exchange.untilClientLeaves(),
  ),
  'closed-after-answer': {
    does: 'says Connection: keep-alive and closes right after the answer',
    answer: async (exchange) => {
      await exchange.reply(200, { Connection: 'keep-alive', 'Keep-Alive': 'timeout=60' }, exchange.body);
      exchange.end();
    },
  },
  'open-after-close': {
    does: 'says Connection: close and stays open',
    answer: async (exchange) => {
      await exchange.reply(200, { Connection: 'close' }, exchange.body);
      await exchange.untilClientLeaves();
    },
  },
  'garbage-after-answer': followedBy('garbage', 'and this is what nobody asked for\r\n\r\n'),
  'second-answer': followedBy('a second whole answer', 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison'),
  'blank-lines-after-answer': followedBy('blank lines', '\r\n\r\n\r\n'),
};

function onlyOnce(does: string, answerNext: (exchange: Exchange) => Promise<void> | void): Fault {
  return {
    does,
    answer: (exchange) =>
      exchange.request.positionOnConnection > 1
        ? answerNext(exchange)
        : exchange.reply(200, {}, exchange.body),
  };
}

function followedBy(what: string, bytes: string): Fault {
  return {
    does: `sends ${what} after a good answer`,
    answer: async (exchange) => {
      await exchange.reply(200, {}, exchange.body);
      await exchange.send(bytes);
    },
  };
}
