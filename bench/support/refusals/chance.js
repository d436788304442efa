/** From 0 to 1, the same for the same number. */
export function chance(number) {
  let hash = Math.imul(number + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Whether the nth try of a file is refused at random: the same for the same seed, whoever asks. */
export function isUnlucky({ seed, share }, file, nth) {
  return chance(seed * 100_003 + file * 31 + nth) < share;
}
