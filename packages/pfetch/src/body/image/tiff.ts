import { corrupt } from './fault.js';
import type { Reading, Source } from './source.js';
import { readDirectory, tiffLayout, type Directory, type TiffLayout } from './tiff-directory.js';

/**
 * Walks a TIFF (or BigTIFF) from directory to directory, forwards only: each must be there, and so must every strip or tile
 * that it names. Directories may stand before, between or after the pixels.
 */
export function* readTiff(source: Source): Reading {
  yield 16;
  const layout = tiffLayout(source.bytes, source.at);
  if (layout === undefined) return corrupt('a TIFF with a broken header');
  let next = layout.first;
  let wholeAt = 0;
  let isFirst = true;
  while (next !== 0) {
    const here = source.base + source.at;
    if (next < here) {
      if (isFirst) return corrupt('a TIFF with a broken header');
      break; // a page whose directory has gone by: its pixels have too
    }
    // A table of strips may stand between the header and an early directory: all of it is kept at hand, which is bounded.
    const isEarly = isFirst && next <= keptBytes;
    if (!isEarly) source.at += next - here;
    const lead = isEarly ? next : 0;
    yield lead + layout.countBytes;
    const entries = layout.count(source.bytes, source.at + lead);
    if (entries === 0 || entries > maxEntries) return corrupt('a TIFF with a broken directory');
    const window = lead + layout.countBytes + entries * layout.entryBytes + layout.offsetBytes;
    yield window;
    const directory = readDirectory(
      layout,
      source.bytes.subarray(source.at, source.at + window),
      lead,
      source.base + source.at,
    );
    if (isFirst) {
      const { width, height } = directory;
      if (width === 0 || height === 0) return corrupt('a TIFF without a size');
      const fault = source.judgeSize(width, height);
      if (fault) return fault;
      if (directory.tables.length === 0) return corrupt('a TIFF without pixels');
    }
    source.at += window;
    const end = yield* readTables(source, layout, directory);
    wholeAt = Math.max(wholeAt, end, directory.valuesEnd, source.base + source.at);
    next = directory.next;
    isFirst = false;
  }
  source.at = wholeAt - source.base;
  yield 0;
  return undefined;
}

const keptBytes = 64 * 1024;
const maxEntries = 2000;

/** Where the last strip or tile ends; tables longer than what is kept only have to be there. */
function* readTables(
  source: Source,
  layout: TiffLayout,
  directory: Directory,
): Generator<number, number, void> {
  const values = new Map<string, number[]>();
  for (const table of directory.tables) {
    if (table.values) values.set(table.name, table.values);
    const ahead = table.at - (source.base + source.at);
    if (table.values || ahead < 0) continue;
    source.at += ahead;
    const bytes = table.count * table.valueBytes;
    const isKept = bytes <= keptBytes * 4;
    if (isKept) {
      yield bytes;
      values.set(table.name, layout.numbers(source.bytes, source.at, table));
    }
    source.at += bytes;
    if (!isKept) yield 0;
  }
  const lengths = values.get('lengths') ?? [];
  let end = 0;
  for (const [i, offset] of (values.get('offsets') ?? []).entries())
    end = Math.max(end, offset + (lengths[i] ?? 1));
  return end;
}
