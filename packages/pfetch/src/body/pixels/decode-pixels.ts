import { createMemoryGate } from './memory-gate.js';
import { corrupt, type Fault } from '../image/fault.js';
import type { Sharp } from './load-sharp.js';

/**
 * Decodes every pixel of every frame (of a TIFF, of its first page), from a file or from memory; what the decoder objects to
 * is the fault. Types that it does not know (bitmaps, HEIC) are left at what the judge found.
 */
export async function decodePixels(
  sharp: Sharp,
  input: string | Buffer,
  type: string,
): Promise<Fault | undefined> {
  if (!decodable.has(type)) return undefined;
  try {
    // libjpeg only warns of lost data, in the same breath as of stray bytes: here both are faults. More than the
    // library's own limit of 268 million pixels is a fault, too: 10 kB may claim to be larger than memory.
    const picture = sharp(input, {
      failOn: type === 'image/jpeg' ? 'warning' : 'error',
      sequentialRead: true,
      animated: animated.has(type),
    });
    const { width, height, channels } = await picture.metadata();
    // Kept only to be dropped: shrinking them as they come takes half the time, but found 23 faults where this finds 27.
    await gate(width * height * channels, () => picture.raw().toBuffer());
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    return corrupt(`a picture that does not decode: ${message}`);
  }
}

/** One picture of the largest kind takes a GB by itself; of others as many go on as a quarter of that holds. */
const gate = createMemoryGate(256 * 1024 * 1024);

const decodable = new Set('jpeg png gif webp avif tiff svg+xml'.split(' ').map((name) => `image/${name}`));

// The pages of a TIFF may differ in size, which the decoder cannot take in one go: of those the first is decoded.
const animated = new Set(['image/gif', 'image/webp']);
