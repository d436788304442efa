import fc from 'fast-check';
import { expect, test } from 'vitest';

import { spreadHosts } from './spread-hosts.js';

const urls = fc
  .array(fc.nat(4), { maxLength: 200 })
  .map((hosts) => hosts.map((host, nth) => ({ host: `h${host}`, nth })));

test('is a permutation that keeps the order of each host', () => {
  fc.assert(
    fc.property(urls, fc.string(), (given, salt) => {
      const spread = spreadHosts(given, salt);
      expect([...spread].sort((a, b) => a.nth - b.nth)).toEqual(given);
      for (const host of ['h0', 'h1', 'h2', 'h3', 'h4']) {
        const places = spread.filter((url) => url.host === host).map(({ nth }) => nth);
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }
    }),
  );
});

test('every stretch holds of each host its share, give or take one for each host', () => {
  fc.assert(
    fc.property(urls, fc.nat(200), (given, length) => {
      const stretch = spreadHosts(given, 'n00000001').slice(0, length);
      for (const host of new Set(given.map((url) => url.host))) {
        const share = (given.filter((url) => url.host === host).length / given.length) * stretch.length;
        const got = stretch.filter((url) => url.host === host).length;
        expect(Math.abs(got - share)).toBeLessThanOrEqual(5);
      }
    }),
  );
});

test('classes do not all begin with their largest host', () => {
  const given = Array.from({ length: 100 }, (_, nth) => ({
    host: nth < 60 ? 'large' : `small${nth % 4}`,
    nth,
  }));
  const firsts = Array.from({ length: 200 }, (_, n) => spreadHosts(given, `class ${n}`)[0]?.host);
  const large = firsts.filter((host) => host === 'large').length;
  expect(large).toBeGreaterThan(60);
  expect(large).toBeLessThan(180);
});
