import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { FetchError } from '../http/fetch-error.js';
import { Heap } from './heap.js';
import { Scheduler } from './scheduler.js';
import { newTask, type Task } from './task.js';

/** A clock that stands still but for `advance`, which goes on to the next timer: a hundred times as fast as that of vitest. */
class Clock {
  nowMs = 1000;
  readonly #timers = new Heap<{ atMs: number; nth: number; act: () => void; isOff: boolean }>(
    (one, other) => one.atMs < other.atMs || (one.atMs === other.atMs && one.nth < other.nth),
  );
  #count = 0;

  install(): void {
    // The same run each time.
    let seed = 0;
    vi.spyOn(Math, 'random').mockImplementation(() => chance((seed += 1)));
    vi.spyOn(performance, 'now').mockImplementation(() => this.nowMs);
    vi.stubGlobal('setTimeout', (act: () => void, ms: number) => {
      const timer = { atMs: this.nowMs + Math.max(1, ms), nth: (this.#count += 1), act, isOff: false };
      this.#timers.push(timer);
      return timer;
    });
    vi.stubGlobal('clearTimeout', (timer?: { isOff: boolean }) => {
      if (timer !== undefined) timer.isOff = true;
    });
  }

  advance(): void {
    const timer = this.#timers.shift();
    if (timer === undefined) throw new Error('nothing more will happen');
    this.nowMs = timer.atMs;
    if (!timer.isOff) timer.act();
  }
}

let clock: Clock;
beforeEach(() => {
  clock = new Clock();
  clock.install();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** How a host behaves: it refuses a share at random, and what goes beyond its limit. */
type Rule = {
  share: number;
  retryAfterMs: number | undefined;
  /** Requests a second, so many of them at once, or requests at a time. */
  limit?: { perSecond: number; burst: number } | { atATime: number };
};

const latencyMs = 20;
const refusalMs = 2;
const jobs = 64;

/** A host that keeps to its rule, whoever asks. */
class SimulatedHost {
  refusals = 0;
  /** Refusals that were no chance. */
  excess = 0;
  readonly #rule: Rule;
  #tokens: number;
  #filledMs = performance.now();
  #active = 0;

  constructor(rule: Rule) {
    this.#rule = rule;
    this.#tokens = rule.limit !== undefined && 'burst' in rule.limit ? rule.limit.burst : 0;
  }

  /** True where the limit would let another request in now. */
  get hasRoom(): boolean {
    const { limit } = this.#rule;
    if (limit === undefined) return true;
    if ('atATime' in limit) return this.#active < limit.atATime;
    const now = performance.now();
    this.#tokens = Math.min(limit.burst, this.#tokens + ((now - this.#filledMs) / 1000) * limit.perSecond);
    this.#filledMs = now;
    return this.#tokens >= 1;
  }

  /** Takes a request; whether it is served is told when the answer comes. The same tries of the same rows are refused, whoever asks. */
  ask(row: number, nth: number, answer: (isServed: boolean) => void): void {
    const isUnlucky = chance(row * 31 + nth) < this.#rule.share;
    const isServed = !isUnlucky && this.hasRoom;
    if (!isServed) this.refusals += 1;
    if (!isServed && !isUnlucky) this.excess += 1;
    if (isServed) {
      this.#active += 1;
      this.#tokens -= 1;
    }
    setTimeout(
      () => {
        if (isServed) this.#active -= 1;
        answer(isServed);
      },
      isServed ? latencyMs : refusalMs,
    );
  }
}

/** From 0 to 1, the same for the same number. */
function chance(seed: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** The least time: a client that sees the limit, and keeps as many under way as it may but in pauses. */
function runIdeal(rule: Rule, rows: number) {
  const host = new SimulatedHost(rule);
  const startMs = performance.now();
  const waiting = Array.from({ length: rows }, (_, row) => ({ row, nth: 0 }));
  let [active, done, pausedUntilMs, endMs, awake] = [0, 0, 0, 0, false];
  const pump = (): void => {
    const now = performance.now();
    while (active < jobs && waiting.length > 0 && now >= pausedUntilMs && host.hasRoom) {
      const job = waiting.shift();
      if (job === undefined) return;
      active += 1;
      host.ask(job.row, job.nth, (isServed) => {
        active -= 1;
        if (isServed) done += 1;
        else {
          pausedUntilMs = Math.max(pausedUntilMs, performance.now() + (rule.retryAfterMs ?? 0));
          waiting.push({ row: job.row, nth: job.nth + 1 });
        }
        if (done === rows) endMs = performance.now();
        pump();
      });
    }
    if (waiting.length > 0 && active < jobs && !awake) {
      awake = true;
      setTimeout(() => ((awake = false), pump()), Math.max(1, pausedUntilMs - now));
    }
  };
  pump();
  while (done < rows) clock.advance();
  return { seconds: (endMs - startMs) / 1000, refusals: host.refusals };
}

function runScheduler(rule: Rule, rows: number) {
  const host = new SimulatedHost(rule);
  const startMs = performance.now();
  let [done, failed, endMs] = [0, 0, 0];
  const error = new FetchError('http', '503', 'status 503');
  const tries = new Map<Task & { line: number }, number>();
  const scheduler = new Scheduler<Task & { line: number }, { status: number; error?: FetchError }>({
    ...{ jobs, perHost: jobs, intervalMs: 0, perHostIntervalMs: 0, retries: 5, retryMaxTimeMs: 0 },
    start: (job, end) => {
      const startedAtMs = performance.now();
      const nth = tries.get(job) ?? 0;
      tries.set(job, nth + 1);
      host.ask(job.line, nth, (isServed) =>
        end({
          outcome: isServed ? { status: 200 } : { status: 503, error },
          retryAfterMs: isServed ? undefined : rule.retryAfterMs,
          hasAnswer: true,
          isHeldUp: false,
          startedAtMs,
        }),
      );
    },
    answer: (_, { error }) => {
      done += 1;
      if (error !== undefined) failed += 1;
      endMs = performance.now();
    },
    refuse: (error) => ({ status: 0, error }),
    ask: () => undefined,
  });
  for (let row = 0; row < rows; row += 1) scheduler.add(createJob(row));
  while (done < rows && performance.now() < startMs + 10_000_000) clock.advance();
  return { seconds: (endMs - startMs) / 1000, refusals: host.refusals, excess: host.excess, failed };
}

function createJob(line: number): Task & { line: number } {
  return { ...newTask(new URL(`http://a.test/${line}`)), line };
}

/** As curl -Z --retry does it: all at once, and each that is refused again by itself, after 1, 2, 4 ... seconds or as told. */
function runEager(rule: Rule, rows: number, enough: number): number {
  const host = new SimulatedHost(rule);
  let [done, next] = [0, 0];
  const ask = (row: number, nth: number): void =>
    host.ask(row, nth, (isServed) => {
      if (!isServed) return void setTimeout(() => ask(row, nth + 1), rule.retryAfterMs ?? 1000 * 2 ** nth);
      done += 1;
      if (next < rows) ask(next++, 0);
    });
  while (next < Math.min(jobs, rows)) ask(next++, 0);
  while (done < rows && host.refusals < enough) clock.advance();
  return host.refusals;
}

const limits = {
  none: undefined,
  '5/s': { perSecond: 5, burst: 5 },
  '20/s': { perSecond: 20, burst: 20 },
  '4 at a time': { atATime: 4 },
};
const rowsFor = { none: 3000, '5/s': 300, '20/s': 1200, '4 at a time': 1500 };
const cells = (Object.keys(limits) as (keyof typeof limits)[]).flatMap((name) =>
  [0, 0.005, 0.02, 0.05, 0.2].flatMap((share) =>
    [undefined, 0].map((retryAfterMs) => ({ name, share, retryAfterMs })),
  ),
);

it.each(cells)(
  'takes the least time, and is refused no more than curl: %o',
  ({ name, share, retryAfterMs }) => {
    const limit = limits[name];
    const rule = { share, retryAfterMs, ...(limit === undefined ? {} : { limit }) };
    const rows = rowsFor[name];
    const ideal = runIdeal(rule, rows);
    const ours = runScheduler(rule, rows);
    expect(ours.failed).toBe(0);
    expect(ours.seconds).toBeLessThan(1.4 * ideal.seconds);
    expect(ours.refusals).toBeLessThanOrEqual(runEager(rule, rows, ours.refusals));
  },
);

it.each([0.005, 0.02, 0.2])('pauses, and is as fast as before after each: a share of %f', (share) => {
  const rule = { share, retryAfterMs: 1000 };
  expect(runScheduler(rule, 3000).seconds).toBeLessThan(1.4 * runIdeal(rule, 3000).seconds);
});

it.each(['5/s', '20/s', '4 at a time'] as const)('%s: settles, so that few are refused', (name) => {
  const ours = runScheduler({ share: 0, retryAfterMs: 0, limit: limits[name] }, 4 * rowsFor[name]);
  expect(ours.excess / (4 * rowsFor[name])).toBeLessThan(0.15);
});
