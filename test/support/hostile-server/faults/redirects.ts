import type { Fault, Faults } from '../fault.js';

/** Redirects; `?to=` says where, `?status=` how. */
export const redirects: Faults = {
  redirect: {
    does: 'redirects to ?to= (by ?status=302)',
    answer: (exchange) =>
      exchange.reply(exchange.number('status', 302), { Location: exchange.text('to', '/ok') }, 'elsewhere\n'),
  },
  'redirect-chain': {
    does: 'redirects ?n=3 times, then to /ok',
    answer: (exchange) => {
      const left = exchange.number('n', 3) - 1;
      return exchange.reply(302, { Location: left < 1 ? '/ok/end-of-chain' : `/redirect-chain?n=${left}` });
    },
  },
  'redirect-loop': {
    does: 'redirects to itself',
    answer: (exchange) => exchange.reply(302, { Location: exchange.request.target }),
  },
  'redirect-pair': {
    does: 'redirects to its twin, which redirects back',
    answer: (exchange) =>
      exchange.reply(302, {
        Location: exchange.request.path.endsWith('/b') ? '/redirect-pair/a' : '/redirect-pair/b',
      }),
  },
  'redirect-for-ever': {
    does: 'redirects to a new URL each time',
    answer: (exchange) =>
      exchange.reply(302, { Location: `/redirect-for-ever?n=${exchange.number('n', 0) + 1}` }),
  },
  'redirect-unparsable': sendsLocation('a Location that is no URL', 'http://[bad'),
  'redirect-empty': sendsLocation('an empty Location', ''),
  'redirect-to-file': sendsLocation('a file: URL as Location', 'file:///etc/passwd'),
  'redirect-to-ftp': sendsLocation('an ftp: URL as Location', 'ftp://127.0.0.1/pub/x'),
  'redirect-to-data': sendsLocation('a data: URL as Location', 'data:text/plain,hello'),
  'redirect-relative': sendsLocation('a relative Location', '../ok/relative?bytes=77'),
  'redirect-spaces': sendsLocation('a Location with blanks', '/ok/with blank'),
  'redirect-utf8': sendsLocation('a Location in raw UTF-8', Buffer.from('/ok/\u00fcber').toString('latin1')),
  'redirect-fragment': sendsLocation('a Location with a fragment', '/ok/page#part'),
  'redirect-without-location': {
    does: 'answers 302 without a Location',
    answer: (exchange) => exchange.reply(302),
  },
  'redirect-twice-located': {
    does: 'sends two Location headers',
    answer: (exchange) => exchange.reply(302, { Location: ['/ok/one', '/ok/two'] }),
  },
  'redirect-endless-body': {
    does: 'redirects to /ok, with a body without end',
    answer: async (exchange) => {
      await exchange.head(302, { Location: '/ok/after-endless', 'Transfer-Encoding': 'chunked' });
      while (!exchange.isClientGone) await exchange.send('400\r\n', Buffer.alloc(0x400), '\r\n');
    },
  },
  'redirect-setting-cookie': {
    does: 'redirects to itself until its cookie comes back',
    answer: (exchange) =>
      exchange.request.headers['cookie']?.includes('seen=1')
        ? exchange.reply(200, {}, exchange.body)
        : exchange.reply(302, { Location: exchange.request.target, 'Set-Cookie': 'seen=1; Path=/' }),
  },
};

function sendsLocation(what: string, location: string): Fault {
  return {
    does: `redirects with ${what}`,
    answer: (exchange) => exchange.reply(302, { Location: location }),
  };
}
