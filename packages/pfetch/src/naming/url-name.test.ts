import { readFileSync } from 'node:fs';

import { toUrl } from '@fetchutils/plumbing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nameOfUrl } from './url-name.js';

const page = readFileSync(new URL('../../../../docs/names.md', import.meta.url), 'utf8');
const cases = [...page.matchAll(/^\| `(https?:[^`]+)` \| `([^`]+)` \|$/gm)].map(
  ([, url = '', name = '']) => [url, name] as const,
);

describe('nameOfUrl', () => {
  it('has a table in the docs', () => expect(cases.length).toBeGreaterThan(15));

  it.each(cases)('%s', (url, name) => expect(nameOfUrl(new URL(url))).toBe(name));

  it('gives two URLs two names, none of which is a folder of the other', () => {
    const segment = fc.stringMatching(/^[a-zA-Z0-9.~@:%?&=+*|-]{0,6}$/);
    const url = fc
      .tuple(
        fc.constantFrom('http', 'https'),
        fc.constantFrom('h.example', 'h.example:80', 'u:p@h.example'),
        fc.array(segment),
      )
      .map(([scheme, host, segments]) => `${scheme}://${host}/${segments.join('/')}`)
      .filter((text) => toUrl(text) !== undefined)
      .map((text) => new URL(text));
    fc.assert(
      fc.property(url, url, (one, other) => {
        const [name, second] = [nameOfUrl(one), nameOfUrl(other)];
        for (const component of name.split('/')) {
          expect(component).not.toMatch(/^\.{0,2}$/);
          expect(Buffer.byteLength(component)).toBeLessThanOrEqual(250);
        }
        if (one.href === other.href) expect(second).toBe(name);
        else {
          expect(second).not.toBe(name);
          expect(second.startsWith(`${name}/`)).toBe(false);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
