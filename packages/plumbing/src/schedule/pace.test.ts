import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { countEagerRefusals, leastTime } from '../../../../test/support/pace/simulated-clients.js';
import { chance, SimulatedClock } from '../../../../test/support/pace/simulated-clock.js';
import { jobs, type Rule, SimulatedHost } from '../../../../test/support/pace/simulated-host.js';
import { FetchError } from '../http/fetch-error.js';
import { Scheduler } from './scheduler.js';
import { newTask, type Task } from './task.js';

let clock: SimulatedClock;
beforeEach(() => {
  clock = new SimulatedClock();
  // The same run each time.
  let seed = 0;
  vi.spyOn(Math, 'random').mockImplementation(() => chance((seed += 1)));
  vi.spyOn(performance, 'now').mockImplementation(() => clock.nowMs);
  vi.stubGlobal('setTimeout', (act: () => void, ms: number) => clock.set(act, ms));
  vi.stubGlobal('clearTimeout', (timer?: { isOff: boolean }) => {
    if (timer !== undefined) timer.isOff = true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

type Row = Task & { line: number };

function runScheduler(rule: Rule, rows: number) {
  const host = new SimulatedHost(clock, rule);
  const startMs = clock.nowMs;
  let [done, failed, endMs] = [0, 0, 0];
  const { status } = rule;
  const error = new FetchError('http', String(status), `status ${status}`);
  const tries = new Map<Row, number>();
  const scheduler = new Scheduler<Row, { status: number; error?: FetchError }>({
    ...{ jobs, perHost: jobs, intervalMs: 0, perHostIntervalMs: 0, retries: 5, retryMaxTimeMs: 0 },
    start: (row, end) => {
      const startedAtMs = clock.nowMs;
      const nth = tries.get(row) ?? 0;
      tries.set(row, nth + 1);
      host.ask(row.line, nth, (isServed) => {
        const outcome = isServed ? { status: 200 } : { status, error };
        const retryAfterMs = isServed ? undefined : rule.retryAfterMs;
        end({ outcome, retryAfterMs, hasAnswer: true, isHeldUp: false, startedAtMs });
      });
    },
    answer: (_, { error }) => {
      done += 1;
      if (error !== undefined) failed += 1;
      endMs = clock.nowMs;
    },
    refuse: (error) => ({ status: 0, error }),
    ask: () => undefined,
  });
  for (let line = 0; line < rows; line += 1)
    scheduler.add({ ...newTask(new URL(`http://a.test/${line}`)), line });
  while (done < rows && clock.nowMs < startMs + 10_000_000) clock.advance();
  const { refusals, excess, excessAtMs } = host;
  return { seconds: (endMs - startMs) / 1000, failed, refusals, excess, excessAtMs };
}

const limits = {
  none: undefined,
  '5/s': { perSecond: 5, burst: 5 },
  '20/s': { perSecond: 20, burst: 20 },
  '4 at a time': { atATime: 4 },
};
const rowsFor = { none: 3000, '5/s': 300, '20/s': 1200, '4 at a time': 3000 };
const names = ['none', '5/s', '20/s', '4 at a time'] as const;
const pauses = [undefined, 0, 1000, 5000];

describe.each(names)('limit: %s', (name) => {
  const cells = [0, 0.005, 0.02, 0.05, 0.2].flatMap((share) =>
    pauses.map((retryAfterMs) => ({ share, retryAfterMs })),
  );

  it.each(cells)('takes the least time, and is refused no more than curl: %o', (cell) => {
    const rule: Rule = { ...cell, status: 503, limit: limits[name] };
    const rows = rowsFor[name];
    const ours = runScheduler(rule, rows);
    // Where chance and limit come together, one row in a thousand may be refused eleven times.
    expect(ours.failed).toBeLessThanOrEqual(cell.share === 0.2 ? rows / 1000 : 0);
    // Finding out takes a moment, which tells where all is over in a second.
    expect(ours.seconds).toBeLessThan(1.3 * leastTime(clock, rule, rows) + 0.3);
    expect(ours.refusals).toBeLessThanOrEqual(countEagerRefusals(clock, rule, rows, ours.refusals));
  });
});

describe('a limit that says so by 429, and pauses the whole host', () => {
  it.each([
    ['5/s', 1000, 1.3],
    ['20/s', 1000, 1.3],
    ['4 at a time', 1000, 1.3],
    ['5/s', 5000, 1.6],
    ['20/s', 5000, 2],
    ['4 at a time', 5000, 1.6],
  ] as const)('%s, for %d ms: at most %f times the least time', (name, retryAfterMs, bound) => {
    const rule: Rule = { share: 0, status: 429, retryAfterMs, limit: limits[name] };
    const rows = 4 * rowsFor[name];
    const ours = runScheduler(rule, rows);
    expect(ours.failed).toBe(0);
    expect(ours.seconds / leastTime(clock, rule, rows)).toBeLessThan(bound);
    expect(ours.excess / rows).toBeLessThan(0.1);
  });
});

describe.each([undefined, 1000])('a limit that changes in mid-run, Retry-After %s', (retryAfterMs) => {
  const base = { share: 0, status: 503, retryAfterMs } as const;

  it.each([
    ['20/s', '5/s'],
    ['5/s', '20/s'],
    ['none', '4 at a time'],
    ['4 at a time', 'none'],
  ] as const)('from %s to %s', (before, after) => {
    const rule: Rule = { ...base, limit: limits[before], later: { afterMs: 10_000, limit: limits[after] } };
    const rows = before === 'none' ? 36_000 : rowsFor[before];
    const ours = runScheduler(rule, rows);
    expect(ours.failed).toBe(0);
    expect(ours.seconds).toBeLessThan(1.3 * leastTime(clock, rule, rows) + 0.3);
  });
});

it.each([0.005, 0.02, 0.2])(
  '429 pauses the host, which is as fast as before after it: a share of %f',
  (share) => {
    const rule: Rule = { share, status: 429, retryAfterMs: 1000, limit: undefined };
    expect(runScheduler(rule, 3000).seconds).toBeLessThan(1.4 * leastTime(clock, rule, 3000));
  },
);

it.each(['5/s', '20/s', '4 at a time'] as const)('%s: settles, so that few are refused', (name) => {
  const rows = 4 * rowsFor[name];
  const ours = runScheduler({ share: 0, status: 503, retryAfterMs: 0, limit: limits[name] }, rows);
  expect(ours.excess / rows).toBeLessThan(0.15);
});

it('503 pauses a host that refuses everything, from seven in a row on', () => {
  const closed = { afterMs: 200, limit: { atATime: 0 } };
  const rule: Rule = { share: 0, status: 503, retryAfterMs: 600_000, limit: undefined, later: closed };
  const { excessAtMs } = runScheduler(rule, 3000);
  const first = excessAtMs[0] ?? 0;
  // Those under way, and those that found out at ever slower a pace.
  expect(excessAtMs.filter((atMs) => atMs < first + 500_000).length).toBeLessThan(3 * jobs);
  expect(excessAtMs.filter((atMs) => atMs > first + 1000 && atMs < first + 500_000)).toEqual([]);
});
