import { BadValue } from '@fetchutils/plumbing';

import type { Size } from './image-limits.js';

/** Reads `32x32` or `640x480`. */
export function parseDimensions(text: string): Size {
  const [, width, height] = /^(\d{1,9})[x×](\d{1,9})$/i.exec(text) ?? [];
  if (!width || !height) throw new BadValue('a width and a height such as 32x32');
  return { width: Number(width), height: Number(height) };
}

/** Reads `1:3..3:1`, or one bound as `1:3..` or `..3:1`, or one shape as `16:9`. */
export function parseAspect(text: string): { min: number; max: number } {
  const [, from, to] = /^(.*)\.\.(.*)$/.exec(text) ?? [text, text, text];
  const min = from === '' ? 0 : parseRatio(from);
  const max = to === '' ? Infinity : parseRatio(to);
  if ((from === '' && to === '') || !(min <= max)) {
    throw new BadValue('shapes, width to height, such as 1:3..3:1, 1:2.. or 16:9');
  }
  return { min, max };
}

function parseRatio(text = ''): number {
  const [, width, height = '1'] = /^(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?$/.exec(text) ?? [];
  const ratio = Number(width) / Number(height);
  return ratio > 0 && ratio < Infinity ? ratio : NaN;
}
