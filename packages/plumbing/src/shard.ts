import { BadValue } from './failures.js';

/** One part of work that is divided into `count` parts; `index` counts from 0. */
export type Shard = { readonly index: number; readonly count: number };

/** Reads `3/16`: the third of sixteen. */
export function parseShard(text: string): Shard {
  const [, part = '', count = ''] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
  const shard = { index: Number(part) - 1, count: Number(count) };
  if (part === '' || shard.index < 0 || shard.index >= shard.count) {
    throw new BadValue('a part and a number of parts such as 1/4 .. 4/4');
  }
  return shard;
}
