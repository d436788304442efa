import { BadValue } from './failures.js';

/** A width and a height in pixels. */
export type Size = { width: number; height: number };

/** Reads `32x32` or `640x480`. */
export function parseDimensions(text: string): Size {
  const [, width, height] = /^(\d{1,9})[x×](\d{1,9})$/i.exec(text) ?? [];
  if (!width || !height) throw new BadValue('a width and a height such as 32x32');
  return { width: Number(width), height: Number(height) };
}
