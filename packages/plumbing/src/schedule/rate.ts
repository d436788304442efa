import { BadValue } from '../failures.js';

const msPer: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a rate such as `10/s`, `100/m` or a bare `2.5` a second; the answer is the milliseconds between two starts. */
export function parseRate(text: string): number {
  const [, count, unit = 's'] = /^(\d+(?:\.\d+)?)(?:\/([smhd]))?$/.exec(text) ?? [];
  const perUnit = Number(count);
  if (!(perUnit > 0)) throw new BadValue('a rate such as 10/s, 100/m or 1000/h');
  return (msPer[unit] ?? 1000) / perUnit;
}
