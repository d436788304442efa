import { BadValue } from './failures.js';

const powers = ['k', 'm', 'g', 't'].map((letter, at) => [letter, at + 1] as const);
const bytesPerUnit: Readonly<Record<string, number>> = Object.fromEntries([
  ['', 1],
  ['b', 1],
  ...powers.flatMap(([letter, power]) => [
    [letter, 1024 ** power] as const,
    [`${letter}ib`, 1024 ** power] as const,
    [`${letter}b`, 1000 ** power] as const,
  ]),
]);
const msPerUnit = { ms: 1, '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A size such as `10k`, `5M`, `1.5G` in bytes; k and KiB are 1024, as for curl and wget, and kB is 1000, as for dd. */
export function byteSize(text: string): number {
  const bytes = quantity(text, bytesPerUnit);
  if (bytes === undefined) throw new BadValue('a size such as 500, 10k, 5M or 1G');
  return Math.round(bytes);
}

/** A duration such as `500ms`, `30s`, `5m`, `1h` in milliseconds; a bare number is seconds, as for curl and sleep. */
export function duration(text: string): number {
  const ms = quantity(text, msPerUnit);
  if (ms === undefined) throw new BadValue('a duration such as 500ms, 30s or 5m');
  return Math.round(ms);
}

/** Bytes as a person would write them: `512 B`, `9.8 kB`, `1.5 GB`; `byteSize` reads 1.5GB as the same. */
export function formatBytes(bytes: number): string {
  const power = powerOf(bytes);
  return `${figure(bytes, power)} ${unitOf(power)}`;
}

/** How much of a whole there is, in the unit of the whole: `2.4/4.8 MB`. */
export function formatShare(bytes: number, whole: number): string {
  const power = powerOf(whole);
  return `${figure(bytes, power)}/${figure(whole, power)} ${unitOf(power)}`;
}

function powerOf(bytes: number): number {
  let power = 0;
  for (let scaled = bytes; Math.round(scaled) >= 1000 && power < 4; scaled /= 1000) power += 1;
  return power;
}

function figure(bytes: number, power: number): string {
  const scaled = bytes / 1000 ** power;
  return power > 0 && scaled > 0 && scaled < 9.95 ? scaled.toFixed(1) : String(Math.round(scaled));
}

function unitOf(power: number): string {
  return ['B', 'kB', 'MB', 'GB', 'TB'][power] ?? '';
}

function quantity(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^(\d+\.?\d*|\.\d+)([a-z]*)$/i.exec(text);
  const unit = units[match?.[2]?.toLowerCase() ?? 'none'];
  const value = Number(match?.[1]) * (unit ?? NaN);
  return Number.isSafeInteger(Math.round(value)) ? value : undefined;
}
