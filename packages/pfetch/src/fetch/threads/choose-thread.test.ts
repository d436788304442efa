import { expect, test } from 'vitest';

import { chooseThread } from './choose-thread.js';

const threads = (...loads: [number, ...number[]]) =>
  loads.map((load, number) => ({ load, number })) as [{ load: number; number: number }];

test('a host has one thread as long as none is far behind, and many hosts use all', () => {
  const hosts = Array.from({ length: 100 }, (_, n) => `host-${n}.example`);
  const chosen = hosts.map((host) => chooseThread(host, threads(0, 0, 0)).number);
  expect(hosts.map((host) => chooseThread(host, threads(5, 4, 3)).number)).toEqual(chosen);
  expect(new Set(chosen).size).toBe(3);
});

test('rows of a host whose thread has more than twice as much under way go to the idlest', () => {
  const own = chooseThread('host.example', threads(0, 0, 0)).number;
  const loads = [4, 3, 5] as [number, number, number];
  loads[own] = 7;
  expect(chooseThread('host.example', threads(...loads)).number).toBe(own);
  loads[own] = 8;
  const idlest = loads.indexOf(Math.min(...loads));
  expect(chooseThread('host.example', threads(...loads)).number).toBe(idlest);
});
