import { UsageError } from '@fetchutils/plumbing';
import type sharp from 'sharp';

/** The library that decodes pixels, loaded only for the option that needs it: it takes 50 ms and is an optional install. */
export async function loadSharp(option: string): Promise<Sharp> {
  try {
    const { default: loaded } = await import('sharp');
    loaded.cache(false); // every picture is seen once
    loaded.concurrency(1); // many pictures at a time, one thread each
    return loaded;
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : '';
    throw new UsageError(
      `${option} needs the package sharp, which cannot be loaded: npm install sharp (${why})`,
    );
  }
}

export type Sharp = typeof sharp;
