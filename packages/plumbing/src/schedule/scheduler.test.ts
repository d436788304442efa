import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { ErrorKind } from '../http/error-kinds.js';
import { FetchError } from '../http/fetch-error.js';
import { Scheduler } from './scheduler.js';
import type { SchedulerOptions } from './scheduler-options.js';
import { newTask, type Task } from './task.js';
import type { TaskOutcome, TaskResult } from './task-result.js';

type Begun = {
  job: Task;
  atMs: number;
  isSecondLook: boolean;
  done: (result: TaskResult<TaskOutcome>) => void;
  flows: () => void;
};
type Answered = { url: string; outcome: TaskOutcome };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  // No attempt of a real run begins at the clock's 0.
  vi.advanceTimersByTime(1000);
});
afterEach(() => vi.useRealTimers());

/** A scheduler whose attempts end when the test says so. */
function createScheduler(options: Partial<SchedulerOptions<Task, TaskOutcome>> = {}) {
  const begun: Begun[] = [];
  const answered: Answered[] = [];
  const scheduler = new Scheduler({
    ...{ jobs: 100, perHost: 100, intervalMs: 0, perHostIntervalMs: 0, retries: 1, retryMaxTimeMs: 0 },
    start: (job, done, flows) =>
      begun.push({ job, atMs: performance.now(), isSecondLook: job.isSecondLook, done, flows }),
    answer: (job, outcome) => answered.push({ url: job.url.href, outcome }),
    refuse: (error) => ({ error }),
    ask: () => undefined,
    ...options,
  });
  const add = (url: string) => scheduler.add(newTask(new URL(url)));
  const end = (nth: number, result: Partial<TaskResult<TaskOutcome>>) => {
    const { atMs, done } = begun[nth] ?? fail(nth);
    done({
      hasAnswer: true,
      retryAfterMs: undefined,
      isHeldUp: false,
      startedAtMs: atMs,
      ...result,
    } as TaskResult<TaskOutcome>);
  };
  return { scheduler, begun, answered, add, end };
}

function fail(nth: number): never {
  throw new Error(`no attempt ${nth} has begun`);
}

const fetched: Partial<TaskResult<TaskOutcome>> = { outcome: { status: 200 } };
const failed = (kind: ErrorKind, code: string, hasAnswer = false) => ({
  outcome: { error: new FetchError(kind, code, code) },
  hasAnswer,
});
const silence = failed('timeout', 'first-byte-timeout');

it('begins with one request to a host, and goes on with four once it has answered', () => {
  const { begun, add, end } = createScheduler();
  for (let n = 0; n < 10; n += 1) add(`http://a.test/${n}`);
  expect(begun).toHaveLength(1);
  end(0, fetched);
  expect(begun).toHaveLength(5);
});

it('wants all jobs while it may start more, some while hosts compete, and few while one host keeps it busy', () => {
  let asked = 0;
  const { scheduler, begun, add, end } = createScheduler({ jobs: 1, ask: () => (asked += 1) });
  const wanted = [scheduler.appetite];
  for (const host of ['a', 'a', 'b', 'c']) {
    add(`http://${host}.test/`);
    wanted.push(scheduler.appetite);
  }
  expect(wanted).toEqual(['all', 'few', 'few', 'few', 'some']);
  const before = asked;
  for (let nth = 0; nth < 4; nth += 1) end(nth, fetched);
  expect([begun.length, scheduler.appetite]).toEqual([4, 'all']);
  expect(asked).toBeGreaterThan(before);
});

it('looks once more at a silent host, a second later and with less patience; its other rows fail at once', () => {
  const { begun, answered, add, end } = createScheduler();
  for (let n = 0; n < 3; n += 1) add(`http://dead.test/${n}`);
  end(0, silence);
  expect(answered.map(({ url, outcome }) => [url, outcome.error?.kind])).toEqual([
    ['http://dead.test/1', 'host-down'],
    ['http://dead.test/2', 'host-down'],
  ]);
  vi.advanceTimersByTime(2100);
  expect(begun.map(({ isSecondLook }) => isSecondLook)).toEqual([false, true]);
  end(1, silence);
  expect(answered.at(-1)?.outcome.error?.code).toBe('first-byte-timeout');
  expect(vi.getTimerCount()).toBe(0);
});

it('gives a host that has delivered before its whole patience', () => {
  const { begun, add, end } = createScheduler();
  add('http://a.test/0');
  end(0, fetched);
  add('http://a.test/1');
  end(1, silence);
  vi.advanceTimersByTime(5000);
  expect(begun.map(({ isSecondLook }) => isSecondLook)).toEqual([false, false, false]);
});

it('gives it back once the host delivers', () => {
  const { begun, add, end } = createScheduler();
  add('http://a.test/0');
  end(0, silence);
  vi.advanceTimersByTime(5000);
  end(1, fetched);
  add('http://a.test/1');
  expect(begun.map(({ isSecondLook }) => isSecondLook)).toEqual([false, true, false]);
});

it('a host whose first body stalls is looked at with less patience too', () => {
  const { begun, add, end } = createScheduler({ retries: 0 });
  add('http://stalls.test/0');
  add('http://stalls.test/1');
  add('http://stalls.test/2');
  end(0, failed('timeout', 'idle-timeout', true));
  expect(begun.length).toBeGreaterThan(1);
  expect(begun.slice(1).every(({ isSecondLook }) => isSecondLook)).toBe(true);
});

it('a row that comes later is the next probe, and the waits between probes double', () => {
  const { begun, answered, add, end } = createScheduler({ retries: 0 });
  add('http://dead.test/0');
  end(0, silence);
  const askedAt: number[] = [];
  for (let second = 0; second < 30; second += 1) {
    const before = begun.length;
    add(`http://dead.test/late/${second}`);
    if (begun.length > before) {
      askedAt.push(second);
      end(before, silence);
    }
    vi.advanceTimersByTime(1000);
  }
  expect(askedAt).toEqual([1, 3, 7, 15]);
  expect(answered).toHaveLength(31);
});

it('a body that flows is as good as an answer', () => {
  const { begun, add } = createScheduler();
  for (let n = 0; n < 40; n += 1) add(`http://a.test/${n}`);
  begun[0]?.flows();
  expect(begun).toHaveLength(4);
  for (const { flows } of begun.slice(1, 4)) flows();
  expect(begun.length).toBeGreaterThan(8);
});

it.each([
  [3, 150],
  [8, 1800],
])('URLs that hang again and again say nothing of their host: %d of 12, %d s at most', (hanging, most) => {
  const { begun, answered, add, end } = createScheduler({ retries: 3 });
  for (let n = 0; n < 60; n += 1) add(`http://a.test/${n}`);
  let ended = 0;
  const startMs = performance.now();
  while (answered.length < 60 && performance.now() < startMs + 3_600_000) {
    // Those of one wave; the others wait to the end of their patience, each time.
    const wave = begun.length;
    const good: number[] = [];
    const hung: number[] = [];
    for (; ended < wave; ended += 1) {
      const isGood = Number(begun[ended]?.job.url.pathname.slice(1)) % 12 >= hanging;
      (isGood ? good : hung).push(ended);
    }
    vi.advanceTimersByTime(20);
    for (const nth of good) end(nth, fetched);
    vi.advanceTimersByTime(hung.length > 0 ? 9980 : 0);
    for (const nth of hung) end(nth, failed('timeout', 'total-timeout', true));
  }
  // Four tries of ten seconds, the waits between, and finding out about the host.
  expect((performance.now() - startMs) / 1000).toBeLessThan(most);
});

it('--rate spaces starts over all hosts, however many jobs come in meanwhile', () => {
  const { begun, add } = createScheduler({ intervalMs: 100 });
  for (let n = 0; n < 50; n += 1) add(`http://h${n}.test/`);
  // The very first start has none before it.
  expect(begun).toHaveLength(2);
  vi.advanceTimersByTime(1000);
  expect(begun).toHaveLength(12);
});

it('answers everything when it is stopped, and leaves no timer', () => {
  const { scheduler, begun, answered, add, end } = createScheduler();
  for (let n = 0; n < 5; n += 1) add(`http://a.test/${n}`);
  add('http://dead.test/0');
  end(1, silence);
  scheduler.stop();
  expect(answered.map(({ outcome }) => outcome.error?.kind)).toEqual(Array(5).fill('cancelled'));
  end(0, fetched);
  expect([answered.length, begun.length, vi.getTimerCount()]).toEqual([6, 2, 0]);
});

it('forgets what a host was like only where there are very many', () => {
  const { begun, add, end } = createScheduler({ retries: 0 });
  const urlOf = (n: number) => `http://h${n}.test/`;
  const isSecondLook = (n: number) => {
    add(urlOf(n));
    return begun.at(-1)?.isSecondLook;
  };
  for (let n = 0; n < 25_000; n += 1) {
    add(urlOf(n));
    end(n, silence);
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(1000);
  expect([isSecondLook(0), isSecondLook(24_999)]).toEqual([false, true]);
});
