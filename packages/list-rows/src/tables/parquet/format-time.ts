const perSecond = { MILLIS: 1_000n, MICROS: 1_000_000n, NANOS: 1_000_000_000n } as const;

export type Unit = keyof typeof perSecond;

/** Days since 1970 as `2024-02-29`. */
export function formatDay(days: number): string {
  const date = new Date(days * 86_400_000);
  if (Number.isNaN(date.getTime())) return `${days} days after 1970-01-01`;
  return date.toISOString().split('T', 1)[0] ?? '';
}

/** A time of day as `12:00:00.5`. */
export function formatClock(value: bigint, unit: Unit): string {
  const seconds = Number(value / perSecond[unit]);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (
    parts.map((part) => String(part).padStart(2, '0')).join(':') + fractionOf(value % perSecond[unit], unit)
  );
}

/** A moment as `2024-02-29T12:00:00.5`, with a Z where it is one in UTC; every digit that is stored. */
export function formatMoment(value: bigint, unit: Unit, isUtc: boolean): string {
  const scale = perSecond[unit];
  const rest = ((value % scale) + scale) % scale;
  const date = new Date(Number((value - rest) / scale) * 1000);
  if (Number.isNaN(date.getTime())) return `${value} ${unit.toLowerCase()} after 1970-01-01`;
  return date.toISOString().slice(0, -'.000Z'.length) + fractionOf(rest, unit) + (isUtc ? 'Z' : '');
}

function fractionOf(rest: bigint, unit: Unit): string {
  if (rest === 0n) return '';
  const digits = String(rest).padStart(String(perSecond[unit]).length - 1, '0');
  return `.${digits.replace(/0+$/, '')}`;
}
