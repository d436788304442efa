/** Offsets of the parts of a file that hold the lines of a class: from, to, from, to, ... in rising order. */
export type ByteRanges = number[];

/** Keeps the ranges of all classes few: in a list that is not grouped, neighbours grow together, and others' lines stand between. */
export class RangeBook {
  #ranges = 0;
  #gapBytes = 0;
  readonly #all: ByteRanges[] = [];
  readonly #maxRanges: number;

  constructor(maxRanges = 500_000) {
    this.#maxRanges = maxRanges;
  }

  /** The ranges of one more class. */
  open(): ByteRanges {
    const ranges: ByteRanges = [];
    this.#all.push(ranges);
    return ranges;
  }

  /** Adds a part that stands behind all those added before. */
  add(ranges: ByteRanges, from: number, to: number): void {
    const last = ranges.length - 1;
    if (last >= 0 && from - (ranges[last] ?? 0) <= this.#gapBytes) {
      ranges[last] = to;
      return;
    }
    ranges.push(from, to);
    this.#ranges += 1;
    if (this.#ranges > this.#maxRanges) this.#joinNeighbours();
  }

  #joinNeighbours(): void {
    while (this.#ranges > this.#maxRanges / 2) {
      this.#gapBytes = Math.max(4096, this.#gapBytes * 4);
      this.#ranges = 0;
      for (const ranges of this.#all) {
        ranges.splice(0, ranges.length, ...joinRanges(ranges, this.#gapBytes));
        this.#ranges += ranges.length / 2;
      }
      if (this.#gapBytes > Number.MAX_SAFE_INTEGER / 8) return;
    }
  }
}

/** Sorts ranges and joins those that overlap, or stand no further apart than a gap. */
export function joinRanges(ranges: ByteRanges, gapBytes = 0): ByteRanges {
  const pairs: [number, number][] = [];
  for (let index = 0; index + 1 < ranges.length; index += 2)
    pairs.push([ranges[index] ?? 0, ranges[index + 1] ?? 0]);
  pairs.sort(([a], [b]) => a - b);
  const joined: ByteRanges = [];
  for (const [from, to] of pairs) {
    const last = joined.length - 1;
    if (last >= 0 && from - (joined[last] ?? 0) <= gapBytes) joined[last] = Math.max(joined[last] ?? 0, to);
    else joined.push(from, to);
  }
  return joined;
}
