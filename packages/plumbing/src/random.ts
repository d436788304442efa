/** Numbers that look random and are the same for a seed on every machine. */
export type Random = {
  /** Uniform in 0 .. 2^32 - 1. */
  uint32: () => number;
  /** Uniform in 0 .. limit - 1, without bias; limit up to 2^53. */
  below: (limit: number) => number;
  /** Uniform in [0, 1). */
  real: () => number;
};

/** Numbers from a seed (sfc32, seeded by splitmix32). */
export function createRandom(seed: number | bigint): Random {
  const wide = BigInt.asUintN(64, BigInt(seed));
  let mix = Number(wide & 0xffffffffn) ^ Math.imul(Number(wide >> 32n), 0x9e3779b9);
  const nextSeed = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let word = Math.imul(mix ^ (mix >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return word ^ (word >>> 15);
  };
  let [a, b, c, counter] = [nextSeed(), nextSeed(), nextSeed(), 1];

  function uint32(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  const bits53 = (): number => (uint32() >>> 5) * 2 ** 26 + (uint32() >>> 6);

  function below(limit: number): number {
    const [draw, range] = limit <= 2 ** 32 ? [uint32, 2 ** 32] : [bits53, 2 ** 53];
    // The last, incomplete round of values would favour the small ones.
    const ceiling = range - (range % limit);
    let value = draw();
    while (value >= ceiling) value = draw();
    return value % limit;
  }

  for (let round = 0; round < 12; round += 1) uint32();
  return { uint32, below, real: () => bits53() / 2 ** 53 };
}
