import { quote, UsageError } from '@fetchutils/plumbing';

import type { Values } from './values.js';

const pattern = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)?(?:\.\.(.*))?$/;
const dayMs = 86_400_000;

/** Reads `2020-01-01..2020-12-31` with a step of days, weeks, months or years; undefined for any other text. */
export function parseDateRange(text: string): Values | undefined {
  const [, from, to, by] = pattern.exec(text) ?? [];
  if (from === undefined) return undefined;
  if (to === undefined) throw new UsageError(`${quote(text)} needs a last day: ${from}..2030-12-31`);
  const start = readDay(from, text);
  const end = readDay(to, text);
  const { count, unit } = readStep(by ?? '1d', text);
  const step = end < start ? -count : count;
  return unit === 'month' ? monthRange(start, end, step) : dayRange(start, end, step * dayMs);
}

function dayRange(start: number, end: number, stepMs: number): Values {
  return {
    size: BigInt(Math.floor((end - start) / stepMs) + 1),
    at: (index) => printDay(start + Number(index) * stepMs),
  };
}

function monthRange(start: number, end: number, months: number): Values {
  const at = (index: number) => addMonths(start, index * months);
  const isPastEnd = (index: number) => (months > 0 ? at(index) > end : at(index) < end);
  let last = Math.floor(monthsBetween(start, end) / months);
  // The day of the month decides about the last step: 31 January to 28 February is a whole month in 2021.
  while (isPastEnd(last)) last--;
  while (!isPastEnd(last + 1)) last++;
  return { size: BigInt(last + 1), at: (index) => printDay(at(Number(index))) };
}

/** The same day so many months later, or the last day of that month where it is shorter. */
function addMonths(day: number, months: number): number {
  const date = new Date(day);
  const month = date.getUTCMonth() + months;
  const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), lastOfMonth));
}

function monthsBetween(start: number, end: number): number {
  const from = new Date(start);
  const to = new Date(end);
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
}

function readDay(text: string, range: string): number {
  const day = Date.parse(`${text}T00:00:00Z`);
  // Date.parse takes 2021-02-30 for 2 March.
  if (Number.isNaN(day) || printDay(day) !== text) {
    throw new UsageError(`${quote(range)}: there is no day ${text}; dates are year-month-day, as 2020-01-31`);
  }
  return day;
}

function readStep(text: string, range: string): { count: number; unit: 'day' | 'month' } {
  const [, digits, letter = ''] = /^-?([1-9]\d{0,5})([dwmy])$/.exec(text) ?? [];
  if (digits === undefined) {
    throw new UsageError(`${quote(range)}: the step of dates is 1d, 1w, 1m or 1y, not ${quote(text)}`);
  }
  const count = Number(digits);
  const unit = letter === 'd' || letter === 'w' ? 'day' : 'month';
  return { count: letter === 'w' ? count * 7 : letter === 'y' ? count * 12 : count, unit };
}

function printDay(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}
