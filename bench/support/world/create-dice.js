/** Random numbers that are the same at every run. */
export function createDice(seed) {
  let state = seed >>> 0;
  // mulberry32: 32 bits of state are plenty for a list of URLs.
  const real = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - real())) * Math.cos(2 * Math.PI * real());
  const shuffle = (items) => {
    const shuffled = [...items];
    for (let i = shuffled.length - 1; i > 0; i -= 1) {
      const other = Math.floor(real() * (i + 1));
      [shuffled[i], shuffled[other]] = [shuffled[other], shuffled[i]];
    }
    return shuffled;
  };
  return { real, logNormal: (middle, spread) => middle * Math.exp(spread * normal()), shuffle };
}
