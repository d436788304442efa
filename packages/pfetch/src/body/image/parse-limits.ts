import { BadValue } from '@fetchutils/plumbing';

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
