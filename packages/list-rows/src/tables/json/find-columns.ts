import type { RandomAccess } from '../../source/byte-source.js';

/** A column of a JSON object of columns: where its first cell stands in the file. */
export type PlacedColumn = { name: string; start: number; isKeyed: boolean };

const chunkBytes = 1024 * 1024;

/** Finds the columns of an object such as {"url": [...], "text": [...]}, or pandas' {"url": {"0": ...}, ...}: one pass over the file. */
export async function findColumns({ size, read }: RandomAccess): Promise<PlacedColumn[]> {
  const columns: PlacedColumn[] = [];
  let level = 0;
  let isInString = false;
  let isEscaped = false;
  let string = '';
  for (let from = 0; from < size; from += chunkBytes) {
    // As latin-1 a character is a byte: places in the text are places in the file.
    const text = (await read(from, Math.min(size, from + chunkBytes))).toString('latin1');
    for (let at = 0; at < text.length; at += 1) {
      const char = text.charCodeAt(at);
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (char === 0x5c /* \ */) isEscaped = true;
        else if (char === 0x22 /* " */) isInString = false;
        if (isInString && level === 1) string += text.charAt(at);
      } else if (char === 0x22) {
        isInString = true;
        string = '';
      } else if (char === 0x7b || char === 0x5b /* { [ */) {
        level += 1;
        if (level === 2) columns.push({ name: toName(string), start: from + at + 1, isKeyed: char === 0x7b });
      } else if (char === 0x7d || char === 0x5d /* } ] */) level -= 1;
    }
  }
  return columns;
}

function toName(latin1: string): string {
  const text = Buffer.from(latin1, 'latin1').toString();
  return text.includes('\\') ? String(JSON.parse(`"${text}"`)) : text;
}
