import { digestLengths } from '@fetchutils/plumbing';

import type { Cells } from '../tables/table.js';

const hexLengths: Readonly<Record<string, number>> = digestLengths;

/** The cells of a field that is named after a digest: what is base64 of the right length becomes the hex that pfetch checks. */
export function withHexDigests(field: string, cells: Cells): Cells {
  const digits = hexLengths[field];
  if (digits === undefined) return cells;
  const value = (at: number): unknown => {
    const text = cells.value(at);
    return typeof text === 'string' ? toHex(text, digits) : text;
  };
  return { value, json: (at) => (cells.json(at) === undefined ? undefined : JSON.stringify(value(at))) };
}

function toHex(text: string, digits: number): string {
  if (/^[0-9a-f]+$/i.test(text) && text.length === digits) return text.toLowerCase();
  if (!/^[\w+/-]+={0,2}$/.test(text)) return text;
  const decoded = Buffer.from(text, 'base64');
  return decoded.length * 2 === digits ? decoded.toString('hex') : text;
}
