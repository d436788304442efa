import { expect, it } from 'vitest';

import { Host } from './host.js';
import { Line } from './line.js';

function createHost(line: Line<object>, name: string, jobs: number): Host<object> {
  const host = new Host<object>(name, 100);
  for (let n = 0; n < jobs; n += 1) host.waiting.push({});
  line.join(host);
  line.push(host);
  return host;
}

/** The names of the next hosts, each of which starts a job. */
function startNext(line: Line<object>, count: number): string[] {
  const names: string[] = [];
  while (names.length < count) {
    const host = line.shift();
    if (host === undefined) break;
    names.push(host.name);
    host.waiting.shift();
    host.uncounted += 1;
    if (host.waiting.length > 0) line.push(host);
  }
  return names;
}

const countOf = (names: string[], name: string) => names.filter((one) => one === name).length;

it('gives starts in proportion to what waits, and both come to an end together', () => {
  const line = new Line<object>();
  createHost(line, 'large', 90);
  createHost(line, 'small', 10);
  const names = startNext(line, 100);
  const half = names.slice(0, 50);
  expect(countOf(half, 'small')).toBeGreaterThanOrEqual(3);
  expect(countOf(half, 'small')).toBeLessThanOrEqual(7);
  expect(names).toHaveLength(100);
  expect(countOf(names.slice(80), 'small')).toBeGreaterThan(0);
});

it('begins with a host that has not been asked yet', () => {
  const line = new Line<object>();
  createHost(line, 'large', 1000);
  startNext(line, 200);
  createHost(line, 'new', 1);
  expect(startNext(line, 2)).toContain('new');
});

it('lets one that was away catch up', () => {
  const line = new Line<object>();
  const away = createHost(line, 'away', 50);
  createHost(line, 'other', 50);
  expect(line.shift()).toBe(away);
  startNext(line, 25);
  line.push(away);
  expect(startNext(line, 10)).toEqual(Array(10).fill('away'));
});

it('gives no credit for a time without work', () => {
  const line = new Line<object>();
  const idle = createHost(line, 'idle', 1);
  createHost(line, 'other', 50);
  startNext(line, 40);
  for (let n = 0; n < 10; n += 1) idle.waiting.push({});
  line.join(idle);
  line.push(idle);
  expect(countOf(startNext(line, 10), 'idle')).toBeLessThan(8);
});
