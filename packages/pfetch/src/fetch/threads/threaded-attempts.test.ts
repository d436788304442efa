import { MessageChannel, Worker } from 'node:worker_threads';

import { FetchError } from '@fetchutils/plumbing/http';
import { expect, onTestFinished, test } from 'vitest';

import type { Job } from '../../intake/job.js';
import type { AttemptResult } from '../attempt-result.js';
import { Places } from './places.js';
import { ThreadedAttempts } from './threaded-attempts.js';

/** A thread that takes its time: it tells of each order and abort by a line, and ends an attempt when it is told to. */
const slowThread = `
const { parentPort, workerData: lines } = require('node:worker_threads');
const held = new Map();
parentPort.on('message', ({ orders, aborts }) => {
  for (const { id, key } of orders) { held.set(id, key); lines.postMessage('order ' + key); }
  for (const { ids } of aborts) for (const id of ids) lines.postMessage('abort ' + held.get(id));
});
lines.on('message', (wanted) => {
  for (const [id, key] of held) if (key === wanted) {
    held.delete(id);
    parentPort.postMessage({ questions: [], results: [{ id, outcome: { outcome: 'failed' }, hasAnswer: false, startedAtMs: 0 }] });
  }
});
`;

const error = new FetchError('policy', 'lost', 'lost its place', false);

function jobOf(key: string, host = 'h.example'): Job {
  return { name: { key }, url: new URL(`http://${host}/`), attempts: 1 } as Job;
}

function startSlowThreads(count: number) {
  const heard: string[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.on('message', (line: string) => void heard.push(line));
  const attempts = new ThreadedAttempts({
    count,
    local: { start: () => undefined, abort: () => undefined },
    startWorker: () => new Worker(slowThread, { eval: true, workerData: port2, transferList: [port2] }),
    places: new Places({ findPlace: () => undefined, comparesContents: false, mayLosePlace: () => false }),
    asksPlace: () => false,
    onFetched: () => undefined,
  });
  onTestFinished(() => port1.close());
  return { attempts, heard, end: (key: string) => port1.postMessage(key) };
}

test('a dropped attempt is answered at once; its name is given to no other until nothing is left of it', async () => {
  const { attempts, heard, end } = startSlowThreads(1);
  const results: (AttemptResult | string)[] = [];
  attempts.start(jobOf('a'), (result) => results.push(result));
  await expect.poll(() => heard).toEqual(['order a']);
  attempts.abort(error, ({ name }) => name.key === 'a');
  expect(results).toMatchObject([{ outcome: { outcome: 'rejected', error } }]);
  attempts.start(jobOf('a'), () => results.push('second'));
  attempts.start(jobOf('b'), () => results.push('b'));
  await expect.poll(() => heard).toEqual(['order a', 'order b', 'abort a']);
  end('a');
  await expect.poll(() => heard).toEqual(['order a', 'order b', 'abort a', 'order a']);
  expect(results).toHaveLength(1);
  end('a');
  end('b');
  await expect.poll(() => results.slice(1)).toEqual(['second', 'b']);
  await attempts.close();
});

test('who waits for a name can be dropped too', async () => {
  const { attempts, heard, end } = startSlowThreads(1);
  const results: AttemptResult[] = [];
  const take = (result: AttemptResult) => void results.push(result);
  attempts.start(jobOf('a'), take);
  await expect.poll(() => heard).toEqual(['order a']);
  attempts.abort(error, () => true);
  attempts.start(jobOf('a'), take);
  attempts.abort(error, () => true);
  expect(results).toHaveLength(2);
  end('a');
  await attempts.close();
  expect(heard.filter((line) => line.startsWith('order'))).toEqual(['order a']);
});

test('of several who are meant in turn, only as many are dropped as are still meant', async () => {
  const { attempts, heard, end } = startSlowThreads(1);
  let tooMany = 2;
  for (const key of ['a', 'b', 'c', 'd']) attempts.start(jobOf(key), () => (tooMany -= 1));
  await expect.poll(() => heard).toHaveLength(4);
  attempts.abort(error, () => tooMany > 0);
  expect(tooMany).toBe(0);
  for (const key of ['a', 'b', 'c', 'd']) end(key);
  await expect.poll(() => tooMany).toBe(-2);
  await attempts.close();
});
