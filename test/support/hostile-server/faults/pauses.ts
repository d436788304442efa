import type { Exchange } from '../exchange.js';
import type { Fault, Faults } from '../fault.js';

/** Hosts that ask for patience: ?times=1 lets the second attempt through. */
export const pauses: Faults = {
  'retry-after-seconds': asksToWait('in seconds (?seconds=1)', (exchange) => exchange.text('seconds', '1')),
  'retry-after-date': asksToWait('by an HTTP date ?seconds=2 from now', (exchange) =>
    // Dates have no fractions: round up, or a wait of one second could be none.
    new Date(Math.ceil(Date.now() / 1000 + exchange.number('seconds', 2)) * 1000).toUTCString(),
  ),
  'retry-after-past': asksToWait('by a date that is past', () => 'Thu, 01 Jan 1998 00:00:00 GMT'),
  'retry-after-garbage': asksToWait('in words', () => 'soon, we hope'),
  'retry-after-negative': asksToWait('for -5 seconds', () => '-5'),
  'retry-after-day': asksToWait('for a day', () => '86400'),
  'too-many-requests': {
    does: 'answers 429 without Retry-After',
    answer: (exchange) => exchange.reply(429, {}, 'too many\n'),
  },
  crowded: {
    does: 'answers 429 where more than ?limit=4 requests of the host are being answered at once, else takes ?ms=20',
    answer: async (exchange) => {
      if (exchange.request.activeOnHostThen > exchange.number('limit', 4)) return exchange.reply(429);
      await exchange.sleep(exchange.number('ms', 20));
      await exchange.reply(200, {}, exchange.body);
    },
  },
};

function asksToWait(how: string, retryAfter: (exchange: Exchange) => string): Fault {
  return {
    does: `answers 429 (or ?status=503) and asks to wait ${how}`,
    answer: (exchange) =>
      exchange.reply(exchange.number('status', 429), { 'Retry-After': retryAfter(exchange) }, 'later\n'),
  };
}
