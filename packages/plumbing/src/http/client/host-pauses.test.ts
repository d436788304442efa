import { expect, test } from 'vitest';

import { HostPauses } from './host-pauses.js';

test('a host is held for as long as it asked, and longest where it asked twice', () => {
  let now = 0;
  const pauses = new HostPauses(() => now);
  pauses.pause('h.example', 5000);
  pauses.pause('h.example', 1000);
  now = 2000;
  expect(pauses.remaining('h.example')).toBe(3000);
  expect(pauses.remaining('other.example')).toBe(0);
  now = 5000;
  expect(pauses.remaining('h.example')).toBe(0);
});
