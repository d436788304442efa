import { expect, it } from 'vitest';

import { HostSpacing } from './host-spacing.js';

/** Asks a host that allows `perSecond` requests, `burst` of them at once, and says how it went. */
function ask({ perSecond, burst, files }: { perSecond: number; burst: number; files: number }) {
  const spacing = new HostSpacing();
  let [nowMs, tokens, filledMs, refusals] = [1_000_000, burst, 1_000_000, 0];
  for (let done = 0; done < files;) {
    tokens = Math.min(burst, tokens + ((nowMs - filledMs) / 1000) * perSecond);
    filledMs = nowMs;
    if (tokens >= 1) {
      tokens -= 1;
      done += 1;
      spacing.succeed(nowMs);
      nowMs += Math.max(10, spacing.ms);
    } else {
      refusals += 1;
      spacing.refuse(nowMs);
      nowMs += 1000;
    }
  }
  return { seconds: (nowMs - 1_000_000) / 1000, refusals };
}

it('is none before a refusal', () => {
  const spacing = new HostSpacing();
  spacing.succeed(1);
  expect(spacing.ms).toBe(0);
});

it.each([
  { perSecond: 5, burst: 2, files: 600 },
  { perSecond: 20, burst: 20, files: 2000 },
  { perSecond: 1, burst: 1, files: 100 },
])('nears what the host allows, with few refusals: %o', (limit) => {
  const { seconds, refusals } = ask(limit);
  expect(seconds).toBeLessThan((1.3 * limit.files) / limit.perSecond);
  expect(refusals).toBeLessThan(20);
});

it('shrinks again where the host bears more than it did', () => {
  const spacing = new HostSpacing();
  for (let at = 1000; at <= 5000; at += 1000) spacing.refuse(at);
  const before = spacing.ms;
  for (let n = 0; n < 2000; n += 1) spacing.succeed(10_000 + n);
  expect(spacing.ms).toBeLessThan(before / 4);
});

it('grows by four at most: a time in which little was asked for tells little', () => {
  const spacing = new HostSpacing();
  spacing.succeed(1);
  spacing.refuse(3_600_000);
  expect(spacing.ms).toBe(200);
  spacing.refuse(7_200_000);
  expect(spacing.ms).toBe(800);
});
