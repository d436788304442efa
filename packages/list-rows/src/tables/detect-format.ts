import { detectJson } from './json/detect-json.js';
import type { Detected } from './formats.js';

export type DetectHints = {
  /** The name of the file, whose ending decides where the content leaves it open. */
  name: string;
  /** The user names the columns, so the first line is no header and may begin with a URL. */
  hasOwnHeader: boolean;
};

/** The format of a text by how it begins; undefined where more of it must be seen, which never is where `isAll`. */
export function detectFormat(head: string, isAll: boolean, hints: DetectHints): Detected | undefined {
  const text = head.replace(/^\ufeff/, '').trimStart();
  if (text.startsWith('[')) return 'json array';
  if (text.startsWith('{')) return detectJson(text, isAll);
  const lines = text.split(/\r?\n/);
  // What stands behind the last newline may be half a line.
  const whole = isAll ? lines : lines.slice(0, -1);
  const content = whole.filter((line) => line !== '' && (!line.startsWith('#') || line.includes('\t')));
  const [first, second] = content;
  if (first === undefined) return isAll ? 'lines' : undefined;
  return detectLines(first, second, isAll, hints);
}

const url = /^[a-z][a-z0-9+.-]*:(\/\/|[^\s,;|]*,)/i;

function detectLines(
  first: string,
  second: string | undefined,
  isAll: boolean,
  { name, hasOwnHeader }: DetectHints,
): Detected | undefined {
  const [, ending = ''] = /\.(csv|tsv|tab)(?:\.\w+)?$/i.exec(name) ?? [];
  if (first.includes('\t')) return 'tsv';
  const hasDelimiter = /[,;|]/.test(first);
  if (ending !== '' && (hasDelimiter || !url.test(first))) return 'csv';
  // Commas are common in URLs: without a header such lines are URLs and no table.
  if (url.test(first) && !hasOwnHeader) return 'lines';
  if (hasDelimiter) return 'csv';
  if (/^["\w .-]+$/.test(first) && second === undefined && !isAll) return undefined;
  // A word and below it URLs: a table of one column.
  return second !== undefined && url.test(second.replace(/^"/, '')) ? 'csv' : 'lines';
}
