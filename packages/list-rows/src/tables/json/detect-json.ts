import type { Detected } from '../formats.js';
import { JsonSplitter } from './json-splitter.js';

/** Tells rows a line, rows on any lines and an object of columns apart by how the text begins. */
export function detectJson(text: string, isAll: boolean): Detected | undefined {
  const [first] = new JsonSplitter(0).push(text);
  if (first === undefined) {
    if (!isAll && !text.includes('\n')) return undefined;
    if (!isAll && text.length < 65_536 && !hasColumnsFirst(text)) return undefined;
    if (hasColumnsFirst(text)) return 'json columns';
    // A line that is cut short is answered as such, and the lines behind it are read.
    return isBrokenLine(text) ? 'ndjson' : 'json objects';
  }
  if (first.includes('\n')) return isOfColumns(first) ? 'json columns' : 'json objects';
  if (!isOfColumns(first)) return 'ndjson';
  const rest = text.slice(text.indexOf(first) + first.length).trim();
  if (rest !== '') return 'ndjson';
  return isAll ? 'json columns' : undefined;
}

function hasColumnsFirst(text: string): boolean {
  return /^\{\s*"(?:[^"\\]|\\.)*"\s*:\s*(\[|\{\s*"0"\s*:)/s.test(text);
}

/** True where the first line is no JSON and the next begins as a row does. */
function isBrokenLine(text: string): boolean {
  const [first = '', second] = text.split('\n');
  return second === undefined ? !text.includes('\n') : first.trim() !== '{' && /^\s*(\{|$)/.test(second);
}

/** True for an object all of whose values are lists, or objects by row number as pandas writes them: a row has a URL. */
function isOfColumns(text: string): boolean {
  let values: unknown[];
  try {
    values = Object.values(JSON.parse(text) as object);
  } catch {
    return false;
  }
  const isColumn = (value: unknown): boolean =>
    Array.isArray(value) || (typeof value === 'object' && value !== null && '0' in value);
  return values.length > 0 && values.every(isColumn);
}
