import { quote } from '../quote.js';

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const writers: Readonly<Record<string, (date: Date) => string>> = {
  Y: (date) => String(date.getUTCFullYear()).padStart(4, '0'),
  y: (date) => two(date.getUTCFullYear() % 100),
  m: (date) => two(date.getUTCMonth() + 1),
  d: (date) => two(date.getUTCDate()),
  e: (date) => String(date.getUTCDate()).padStart(2, ' '),
  j: (date) => String(dayOfYear(date)).padStart(3, '0'),
  H: (date) => two(date.getUTCHours()),
  M: (date) => two(date.getUTCMinutes()),
  S: (date) => two(date.getUTCSeconds()),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  B: (date) => months[date.getUTCMonth()] ?? '',
  b: (date) => (months[date.getUTCMonth()] ?? '').slice(0, 3),
  A: (date) => days[date.getUTCDay()] ?? '',
  a: (date) => (days[date.getUTCDay()] ?? '').slice(0, 3),
  u: (date) => String(date.getUTCDay() || 7),
  F: (date) => date.toISOString().slice(0, 10),
  '%': () => '%',
};

/** What is wrong with a strftime pattern, or nothing. */
export function checkDatePattern(pattern: string): string | undefined {
  const letter = [...pattern.matchAll(/%(.?)/gs)]
    .map(([, each = '']) => each)
    .find((each) => !Object.hasOwn(writers, each));
  if (letter === undefined) return undefined;
  return `the date format ${quote(`%${letter}`)}; expected one of ${Object.keys(writers)
    .map((each) => `%${each}`)
    .join(' ')}`;
}

/** An ISO date or date-time written by a strftime pattern, in UTC; a value that is no date stays as it is. */
export function formatDate(value: string, pattern: string): string {
  const date = parseDate(value);
  if (date === undefined) return value;
  return pattern.replace(/%(.)/g, (whole, letter: string) => writers[letter]?.(date) ?? whole);
}

/** Without a zone the time is UTC, so that a value means the same on every machine. */
function parseDate(value: string): Date | undefined {
  const [, day = '', time = '00:00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/i.exec(value) ?? [];
  const midnight = new Date(`${day}T00:00Z`);
  // The 30th of February would become a day in March.
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return undefined;
  const date = new Date(`${day}T${time}${zone.toUpperCase()}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function dayOfYear(date: Date): number {
  const newYear = Date.parse(`${String(date.getUTCFullYear()).padStart(4, '0')}-01-01T00:00Z`);
  return Math.floor((date.getTime() - newYear) / 86_400_000) + 1;
}
