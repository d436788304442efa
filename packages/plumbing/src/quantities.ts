import { BadValue } from './failures.js';

const bytesPerUnit = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };
const msPerUnit = { ms: 1, '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A size such as `10k`, `5M`, `1.5G` in bytes; k is 1024, as for curl, wget and dd; `kB` and `KiB` mean the same. */
export function byteSize(text: string): number {
  const bytes = quantity(text.replace(/([kmgt])i?b$/i, '$1'), bytesPerUnit);
  if (bytes === undefined) throw new BadValue('a size such as 500, 10k, 5M or 1G');
  return Math.round(bytes);
}

/** A duration such as `500ms`, `30s`, `5m`, `1h` in milliseconds; a bare number is seconds, as for curl and sleep. */
export function duration(text: string): number {
  const ms = quantity(text, msPerUnit);
  if (ms === undefined) throw new BadValue('a duration such as 500ms, 30s or 5m');
  return Math.round(ms);
}

/** Milliseconds as a person would write them: `500ms`, `30s`, `5m`. */
export function formatDuration(ms: number): string {
  const unit = (['d', 'h', 'm', 's'] as const).find((each) => ms > 0 && ms % msPerUnit[each] === 0) ?? 'ms';
  return `${ms / msPerUnit[unit]}${unit}`;
}

/** Bytes as a person would write them: `512`, `9.8k`, `1.5G`. */
export function formatBytes(bytes: number): string {
  let [scaled, power] = [bytes, 0];
  while (Math.round(scaled) >= 1024 && power < 4) [scaled, power] = [scaled / 1024, power + 1];
  if (power === 0) return `${bytes}`;
  return `${scaled < 9.95 ? scaled.toFixed(1).replace(/\.0$/, '') : Math.round(scaled)}${'kMGT'.charAt(power - 1)}`;
}

function quantity(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^(\d+\.?\d*|\.\d+)([a-z]*)$/i.exec(text);
  const unit = units[match?.[2]?.toLowerCase() ?? 'none'];
  const value = Number(match?.[1]) * (unit ?? NaN);
  return Number.isSafeInteger(Math.round(value)) ? value : undefined;
}
