import { compileFormat, type Field, type Template } from '@fetchutils/plumbing';

import type { Slot } from '../generate/plan.js';
import type { Values } from '../spec/values.js';
import { encodeFor } from './encode.js';
import { placeAfter, type Place } from './place.js';
import type { Standing } from './problem-with-value.js';

/** A slot in a URL: it also knows where it stands. */
export type UrlSlot = Slot & { field: Field; place: Place; standing: Standing };

/** A variable of the run. */
export type Variable = { name: string; values: Values };

/** A URL as texts and slots, each of which formats its value and encodes it for its place. */
export function compileUrl({ parts }: Template, variables: readonly Variable[]): (string | UrlSlot)[] {
  let place: Place = 'start';
  return parts.map((part, at) => {
    if (typeof part === 'string') {
      place = placeAfter(place, part);
      return part;
    }
    const isWholeSegment = place === 'path' && endsSegment(parts[at - 1]) && beginsSegment(parts[at + 1]);
    return urlSlot(part, place, isWholeSegment, variables);
  });
}

function urlSlot(
  field: Field,
  place: Place,
  isWholeSegment: boolean,
  variables: readonly Variable[],
): UrlSlot {
  const variable = variables.findIndex(({ name }) => name === field.name);
  const isRaw = place === 'start' || place === 'host' || field.filters.includes('raw');
  const slot = valueSlot(field, variable, variables[variable]?.values);
  const write = slot.isDecimal || isRaw ? slot.write : encodeSlot(slot, field, place);
  return { ...slot, write, field, place, standing: { isRaw, isWholeSegment } };
}

/** What a date pattern adds, such as the slashes of %Y/%m/%d, is the template's own and stays; values are encoded. */
function encodeSlot({ write }: Slot, { format }: Field, place: Place): Slot['write'] {
  const encode = encodeFor(place);
  if (format?.includes('%') !== true) return (value) => encode(write(value));
  return (value) => {
    const written = write(value);
    return written === String(value) ? encode(written) : written;
  };
}

/** A slot that writes the value as the field formats it, and encodes nothing. */
export function valueSlot({ format, filters }: Field, variable: number, values: Values | undefined): Slot {
  const isBare = format === undefined && filters.every((filter) => filter === 'raw');
  const formatted = compileFormat(format, filters);
  return {
    variable,
    write: isBare ? String : (value) => formatted(typeof value === 'bigint' ? String(value) : value),
    isDecimal: values?.progression !== undefined && isDecimalFormat(format) && !filters.includes('slug'),
  };
}

function isDecimalFormat(format: string | undefined): boolean {
  return format === undefined || /^(0\d+)?d?$/.test(format);
}

function endsSegment(before: string | Field | undefined): boolean {
  return typeof before === 'string' && before.endsWith('/');
}

function beginsSegment(after: string | Field | undefined): boolean {
  return after === undefined || (typeof after === 'string' && /^[/?#]/.test(after));
}
