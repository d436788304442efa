import { expect, test } from 'vitest';

import type { Job } from '../../intake/job.js';
import { Turnstile } from './turnstile.js';

/** A turnstile, and which jobs have passed it. */
function start() {
  const turnstile = new Turnstile();
  const passed: string[] = [];
  const jobs = new Map<string, Job>();
  const jobOf = (name: string): Job => {
    const job = jobs.get(name) ?? ({ text: name } as Job);
    jobs.set(name, job);
    return job;
  };
  const enter = (name: string, key?: string) =>
    turnstile.enter(key, jobOf(name), () => void passed.push(name));
  return { enter, leave: (name: string) => turnstile.leave(jobOf(name)), passed };
}

test('one at a time for each key, in the order of coming', () => {
  const { enter, leave, passed } = start();
  for (const name of ['a', 'b', 'c']) enter(name, 'key');
  enter('other', 'another key');
  enter('free');
  expect(passed).toEqual(['a', 'other', 'free']);
  leave('a');
  leave('free');
  expect(passed.slice(3)).toEqual(['b']);
  leave('b');
  leave('c');
  enter('d', 'key');
  expect(passed.slice(4)).toEqual(['c', 'd']);
});

test('who leaves the line holds up nobody and calls nobody', () => {
  const { enter, leave, passed } = start();
  for (const name of ['a', 'b', 'c']) enter(name, 'key');
  leave('b');
  expect(passed).toEqual(['a']);
  leave('a');
  expect(passed).toEqual(['a', 'c']);
});
