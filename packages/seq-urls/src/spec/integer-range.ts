import { quote, UsageError } from '@fetchutils/plumbing';

import { narrowInteger } from './narrow-integer.js';
import type { Index, Value, Values } from './values.js';

const pattern = /^(-?\d+)\.\.(-?\d+)?(?:\.\.(-?\d+))?$/;

/** Reads `1..400000`, `10..1..3`, `001..100` or the open `1..`; undefined where the text is nothing of that kind. */
export function parseIntegerRange(text: string): Values | undefined {
  const [, from, to, by] = pattern.exec(text) ?? [];
  if (from === undefined) return undefined;
  const start = BigInt(from);
  const end = to === undefined ? undefined : BigInt(to);
  const step = readStep(text, by, end !== undefined && end < start);
  const size = end === undefined ? undefined : (end - start) / step + 1n;
  const width = [from, to].some(hasLeadingZero) ? Math.max(from.length, to?.length ?? 0) : 0;
  return integerRange({ start, step, width }, size);
}

/** The values `start`, `start + step` and so on, `size` of them. */
export function integerRange(progression: Required<Values>['progression'], size: bigint | undefined): Values {
  const { start, step, width } = progression;
  const smallStart = Number(start);
  const smallStep = Number(step);
  const isSmall = Number.isSafeInteger(smallStart) && Number.isSafeInteger(smallStep);
  const integerAt = (index: Index): number | bigint => {
    if (isSmall && typeof index === 'number') {
      const offset = index * smallStep;
      const value = smallStart + offset;
      // A sum can be safe although the offset was already rounded.
      if (Number.isSafeInteger(offset) && Number.isSafeInteger(value)) return value;
    }
    return narrowInteger(start + BigInt(index) * step);
  };
  const at = width === 0 ? integerAt : (index: Index): Value => pad(integerAt(index), width);
  return { size, at, progression };
}

function readStep(text: string, by: string | undefined, isDownward: boolean): bigint {
  const step = by === undefined ? 1n : BigInt(by);
  if (step === 0n) throw new UsageError(`${quote(text)} would never move: its step is 0`);
  if (step < 0n && !isDownward) {
    throw new UsageError(`${quote(text)} would never arrive: counting up takes a step above 0`);
  }
  return isDownward && step > 0n ? -step : step;
}

function hasLeadingZero(digits: string | undefined): boolean {
  return digits !== undefined && /^-?0\d/.test(digits);
}

function pad(value: number | bigint, width: number): string {
  const digits = String(value);
  return digits.startsWith('-')
    ? `-${digits.slice(1).padStart(width - 1, '0')}`
    : digits.padStart(width, '0');
}
