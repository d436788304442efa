import { closeSync, constants, fstatSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

import type { ByteRange, PartState } from './sink.js';

/** What stands of a version in a file; undefined where nothing of ours does. */
export function readPartState(path: string): PartState | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (!fstatSync(fd).isFile()) return undefined;
    const state: unknown = JSON.parse(readFileSync(fd, 'utf8'));
    if (typeof state !== 'object' || state === null) return undefined;
    const { url, validator, length, ranges } = state as Record<string, unknown>;
    if (typeof url !== 'string' || typeof validator !== 'string') return undefined;
    const known = { url, validator, length: typeof length === 'number' ? length : undefined };
    if (ranges === undefined) return known;
    return areRanges(ranges, known.length) ? { ...known, ranges } : undefined;
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** True for ranges in order that lie within the length: what stands in a file may have been put there by anybody. */
function areRanges(ranges: unknown, length: number | undefined): ranges is ByteRange[] {
  if (!Array.isArray(ranges) || length === undefined) return false;
  let end = -1;
  return ranges.every((range: unknown) => {
    const [from, to] = Array.isArray(range) ? (range as unknown[]) : [];
    const isNext = Number.isSafeInteger(from) && (from as number) > end && (to as number) > (from as number);
    end = to as number;
    return isNext && Number.isSafeInteger(to) && end <= length;
  });
}

/** Writes it as a whole, by way of a new file of ours: what stands at `path`, a link too, is replaced and not written to. */
export function writePartState(path: string, scratch: string, state: PartState): void {
  writeFileSync(scratch, `${JSON.stringify(state)}\n`, { flag: 'wx' });
  renameSync(scratch, path);
}
