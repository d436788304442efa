import type { Sharp } from './load-sharp.js';

/**
 * A hash of 64 bits of how a picture looks: the signs of its low frequencies (a cosine transform of 32x32 grey pixels). It
 * survives another size, quality, colour or format; a row of differences (dHash) was tried and loses its way in flat areas,
 * of which placeholders consist.
 */
export async function perceptualHash(sharp: Sharp, input: string | Buffer): Promise<bigint> {
  const pixels = await sharp(input)
    .flatten({ background: '#fff' })
    .greyscale()
    .resize(side, side, { fit: 'fill' })
    .raw()
    .toBuffer();
  return hashPixels(pixels);
}

/** In how many of their 64 bits two hashes differ: up to 6 for the same picture, around 32 for two that have nothing in common. */
export function hashDistance(one: bigint, other: bigint): number {
  let distance = 0;
  for (let rest = one ^ other; rest !== 0n; rest &= rest - 1n) distance++;
  return distance;
}

const side = 32;
const kept = 8;

const cosines = Array.from({ length: kept }, (_, frequency) =>
  Float64Array.from({ length: side }, (_, at) => Math.cos(((2 * at + 1) * frequency * Math.PI) / (2 * side))),
);

function hashPixels(pixels: Uint8Array): bigint {
  const coefficients: number[] = [];
  for (const down of cosines) {
    for (const across of cosines) {
      let sum = 0;
      for (let y = 0; y < side; y++) {
        let row = 0;
        for (let x = 0; x < side; x++) row += (pixels[y * side + x] ?? 0) * (across[x] ?? 0);
        sum += row * (down[y] ?? 0);
      }
      coefficients.push(sum);
    }
  }
  // The first one is the brightness of the whole: of no interest, and far from all others.
  const others = coefficients.slice(1);
  const median = [...others].sort((a, b) => a - b)[others.length >> 1] ?? 0;
  return others.reduce((hash, value) => (hash << 1n) | (value > median ? 1n : 0n), 0n);
}
