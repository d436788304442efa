import { BadValue } from '@fetchutils/plumbing';

/** Reads a share such as 0.01 or 1%. */
export function parseShare(text: string): number {
  const [, digits, percent] = /^(\d+(?:\.\d*)?|\.\d+)(%?)$/.exec(text) ?? [];
  const share = Number(digits) / (percent === '%' ? 100 : 1);
  if (!(share > 0 && share <= 1)) throw new BadValue('a share such as 0.01 or 1%');
  return share;
}
