import { isUtf8 } from 'node:buffer';

import type { ColumnChunk, Statistics } from 'hyparquet/src/types.js';

import type { Bounds } from '../table.js';
import type { LeafType } from './leaf-type.js';

/** Types whose order in the file is the order of their values here. */
const ordered = /^(u?int(32|64)|float|double|text|date|timestamp)$/;

/** Between what the values of a column of a row group lie; undefined where its statistics do not tell that for sure. */
export function groupBounds(chunk: ColumnChunk | undefined, type: LeafType): Bounds | undefined {
  const about = chunk?.meta_data;
  const stats = about?.statistics;
  // INT96 was written with bounds in the order of its bytes, which is none of moments.
  if (stats === undefined || !ordered.test(type.name) || about?.type === 'INT96') return undefined;
  const nulls = stats.null_count === undefined ? undefined : Number(stats.null_count);
  const mayHaveNaN = type.name === 'float' || type.name === 'double';
  const [min, max] = [boundOf(stats, 'min', type), boundOf(stats, 'max', type)];
  if (min !== undefined && max !== undefined) return min <= max ? { min, max, nulls, mayHaveNaN } : undefined;
  const isAllNull = nulls === Number(about?.num_values) && !hasAny(stats);
  return isAllNull ? { min: undefined, max: undefined, nulls, mayHaveNaN: false } : undefined;
}

/** A bound that a value can be compared with; what cannot be one is taken for none. */
function boundOf(
  stats: Statistics,
  which: 'min' | 'max',
  type: LeafType,
): string | number | bigint | undefined {
  const { name } = type;
  const newer: unknown = stats[`${which}_value`];
  // The older fields are in the order of signed bytes, so only signed numbers can go by them.
  const raw: unknown = newer === undefined && /^(int|float|double)/.test(name) ? stats[which] : newer;
  if (raw instanceof Uint8Array) {
    // What is no text was cut in the middle of a character: as text it would stand somewhere else.
    return name === 'text' && isUtf8(raw) ? (type.value(raw) as string) : undefined;
  }
  if (name === 'text' || (typeof raw !== 'number' && typeof raw !== 'bigint') || Number.isNaN(raw))
    return undefined;
  const value = type.value(raw);
  // Years beyond four digits are in no order as text.
  if (typeof value === 'string') return /^\d{4}-/.test(value) ? value.replace(/Z$/, '') : undefined;
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}

function hasAny({ min, max, min_value: minValue, max_value: maxValue }: Statistics): boolean {
  return [min, max, minValue, maxValue].some((bound) => bound !== undefined);
}
