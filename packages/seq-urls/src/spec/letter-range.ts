import { quote, UsageError } from '@fetchutils/plumbing';

import type { Values } from './values.js';

const pattern = /^([a-zA-Z])\.\.([a-zA-Z])(?:\.\.(-?\d+))?$/;

/** Reads `a..z`, `Z..A` or `a..z..2`; undefined where the text is nothing of that kind. */
export function parseLetterRange(text: string): Values | undefined {
  const [, from, to, by = '1'] = pattern.exec(text) ?? [];
  if (from === undefined || to === undefined) return undefined;
  if (isUpperCase(from) !== isUpperCase(to)) {
    throw new UsageError(`${quote(text)} mixes small and capital letters; write a..z,A..Z for both`);
  }
  const start = from.charCodeAt(0);
  const distance = to.charCodeAt(0) - start;
  const stride = Math.abs(Number(by));
  if (stride === 0) throw new UsageError(`${quote(text)} would never move: its step is 0`);
  const step = distance < 0 ? -stride : stride;
  return {
    size: BigInt(Math.floor(distance / step) + 1),
    at: (index) => String.fromCharCode(start + Number(index) * step),
  };
}

function isUpperCase(letter: string): boolean {
  return letter < 'a';
}
