import type { Fault, Faults } from '../fault.js';

/** Content-Disposition; names in the URL itself need no fault: `/ok/` takes any path. */
export const names: Faults = {
  disposition: named('picture.jpg'),
  'disposition-quoted': disposition('attachment; filename="a \\"b\\" c.jpg"'),
  'disposition-parent': named('../../evil'),
  'disposition-absolute': named('/tmp/evil'),
  'disposition-backslash': named('..\\\\..\\\\evil.exe'),
  'disposition-dots': named('..'),
  'disposition-empty': named(''),
  'disposition-hidden': named('.bashrc'),
  'disposition-nul': disposition('attachment; filename="a%00b.jpg"; filename*=UTF-8\'\'a%00b.jpg'),
  'disposition-long': named(`${'n'.repeat(300)}.jpg`),
  'disposition-utf8': disposition(
    'attachment; filename="fallback.txt"; filename*=UTF-8\'\'%e2%82%ac%20rates.txt',
  ),
  'disposition-utf8-parent': disposition("attachment; filename*=UTF-8''..%2F..%2Fevil"),
  'disposition-reserved': named('CON.txt'),
  'disposition-garbage': disposition(';;;=; filename'),
};

function named(name: string): Fault {
  return disposition(`attachment; filename="${name}"`);
}

function disposition(value: string): Fault {
  return {
    does: `sends Content-Disposition: ${value.slice(0, 60)}`,
    answer: (exchange) => exchange.reply(200, { 'Content-Disposition': value }, exchange.body),
  };
}
