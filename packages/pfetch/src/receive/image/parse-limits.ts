import type { ImageLimits, Size } from './image-limits.js';

/** Reads `32x32` or `640x480`; undefined for anything else. */
export function parseDimensions(text: string): Size | undefined {
  const [, width, height] = /^(\d{1,9})[x×](\d{1,9})$/i.exec(text) ?? [];
  return width && height ? { width: Number(width), height: Number(height) } : undefined;
}

/** Reads `1:3..3:1`, or one bound as `1:3..` or `..3:1`, or one shape as `16:9`; undefined for anything else. */
export function parseAspect(text: string): ImageLimits['aspect'] {
  const [, from, to] = /^(.*)\.\.(.*)$/.exec(text) ?? [text, text, text];
  if (from === '' && to === '') return undefined;
  const min = from === '' ? 0 : parseRatio(from);
  const max = to === '' ? Infinity : parseRatio(to);
  return min !== undefined && max !== undefined && min <= max ? { min, max } : undefined;
}

function parseRatio(text = ''): number | undefined {
  const [, width, height = '1'] = /^(\d+(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?$/.exec(text) ?? [];
  const ratio = Number(width) / Number(height);
  return ratio > 0 && ratio < Infinity ? ratio : undefined;
}
