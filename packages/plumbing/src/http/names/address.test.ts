import { expect, test } from 'vitest';

import { interleaveFamilies, parseAddress } from './address.js';

test('literals are known, with and without brackets', () => {
  expect(parseAddress('192.0.2.1')).toEqual({ address: '192.0.2.1', family: 4 });
  expect(parseAddress('[2001:db8::1]')).toEqual({ address: '2001:db8::1', family: 6 });
  expect(parseAddress('h.example')).toBeUndefined();
  expect(parseAddress('999.1.1.1')).toBeUndefined();
});

test('families take turns, IPv6 first', () => {
  const list = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '2001:db8::1'].flatMap(
    (text) => parseAddress(text) ?? [],
  );
  expect(interleaveFamilies(list).map(({ address }) => address)).toEqual([
    '2001:db8::1',
    '192.0.2.1',
    '192.0.2.2',
    '192.0.2.3',
  ]);
});
