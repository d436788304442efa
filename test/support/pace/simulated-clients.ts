import type { SimulatedClock } from './simulated-clock.js';
import { jobs, type Rule, SimulatedHost } from './simulated-host.js';

/**
 * The least time: a client that sees the limit, keeps as many under way as it may, and takes a refusal as it is meant: 503
 * speaks of the request, 429 of the client. In seconds.
 */
export function leastTime(clock: SimulatedClock, rule: Rule, rows: number): number {
  const host = new SimulatedHost(clock, rule);
  const startMs = clock.nowMs;
  const restMs = rule.retryAfterMs ?? 0;
  const waiting = Array.from({ length: rows }, (_, row) => ({ row, nth: 0 }));
  let [active, done, pausedUntilMs, isAwake] = [0, 0, 0, false];
  const pump = (): void => {
    while (active < jobs && waiting.length > 0 && clock.nowMs >= pausedUntilMs && host.hasRoom) {
      const job = waiting.shift();
      if (job === undefined) return;
      active += 1;
      host.ask(job.row, job.nth, (isServed) => {
        active -= 1;
        const again = { row: job.row, nth: job.nth + 1 };
        if (isServed) done += 1;
        else if (rule.status === 503) clock.set(() => (waiting.unshift(again), pump()), restMs);
        else {
          pausedUntilMs = clock.nowMs + restMs;
          waiting.push(again);
        }
        pump();
      });
    }
    if (waiting.length === 0 || active >= jobs || isAwake) return;
    isAwake = true;
    clock.set(() => ((isAwake = false), pump()), pausedUntilMs - clock.nowMs);
  };
  pump();
  while (done < rows) clock.advance();
  return (clock.nowMs - startMs) / 1000;
}

/**
 * As curl -Z --retry does it: all at once, and each that is refused again by itself, after 1, 2, 4 ... seconds or as told.
 * How often it is refused, or `enough`.
 */
export function countEagerRefusals(clock: SimulatedClock, rule: Rule, rows: number, enough: number): number {
  const host = new SimulatedHost(clock, rule);
  let [done, next] = [0, 0];
  const ask = (row: number, nth: number): void =>
    host.ask(row, nth, (isServed) => {
      if (!isServed) return void clock.set(() => ask(row, nth + 1), rule.retryAfterMs ?? 1000 * 2 ** nth);
      done += 1;
      if (next < rows) ask(next++, 0);
    });
  while (next < Math.min(jobs, rows)) ask(next++, 0);
  while (done < rows && host.refusals < enough) clock.advance();
  return host.refusals;
}
