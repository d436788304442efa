import type { ByteRange } from '../sinks/sink.js';

/** A stretch of a body that is missing, from the next byte that comes for it up to another, which is not in it. */
export type Stretch = { at: number; end: number; isTaken: boolean };

/** Less than this is not worth a request of its own. */
const least = 1024 * 1024;

/** Which bytes of a body are missing, and who fetches which of them. */
export class Ranges {
  readonly #length: number;
  /** In order, none of them empty. */
  readonly #missing: Stretch[] = [];

  /** `there` are the bytes that are there already, in order. */
  constructor(length: number, there: readonly ByteRange[]) {
    this.#length = length;
    let at = 0;
    for (const [from, to] of [...there, [length, length] as const]) {
      if (from > at) this.#missing.push({ at, end: from, isTaken: false });
      at = to;
    }
    // Whether it is still the version that the server has is known only once something has been asked for.
    if (this.isWhole && length > 0) this.#missing.push({ at: length - 1, end: length, isTaken: false });
  }

  get isWhole(): boolean {
    return this.#missing.length === 0;
  }

  /** Up to where nothing is missing. */
  get front(): number {
    return this.#missing[0]?.at ?? this.#length;
  }

  /** What is there, in order. */
  get there(): ByteRange[] {
    const there: ByteRange[] = [];
    let at = 0;
    for (const stretch of [...this.#missing, { at: this.#length, end: this.#length }]) {
      if (stretch.at > at) there.push([at, stretch.at]);
      at = stretch.end;
    }
    return there;
  }

  /** How many bytes are there. */
  get bytes(): number {
    return this.#missing.reduce((bytes, { at, end }) => bytes - (end - at), this.#length);
  }

  /** How many more could be at work. */
  get room(): number {
    return this.#missing.reduce(
      (room, { at, end, isTaken }) => room + (isTaken ? Math.max(0, Math.floor((end - at) / least) - 1) : 1),
      0,
    );
  }

  /**
   * What to fetch next: a stretch that nobody fetches, or else a part of the longest of those under way, as large as is fair
   * where so many are still to come, this one included; undefined where nothing is left that is worth it.
   */
  take(toCome: number): Stretch | undefined {
    const free = this.#missing.find(({ isTaken }) => !isTaken);
    if (free !== undefined) {
      free.isTaken = true;
      return free;
    }
    const longest = this.#missing.reduce<Stretch | undefined>(
      (long, other) => (long === undefined || other.end - other.at > long.end - long.at ? other : long),
      undefined,
    );
    if (longest === undefined || longest.end - longest.at < 2 * least) return undefined;
    const kept = Math.max(least, Math.ceil((longest.end - longest.at) / (toCome + 1)));
    const stretch = { at: longest.at + kept, end: longest.end, isTaken: true };
    longest.end = stretch.at;
    this.#missing.splice(this.#missing.indexOf(longest) + 1, 0, stretch);
    return stretch;
  }

  /** So many bytes more of a stretch are there. */
  advance(stretch: Stretch, bytes: number): void {
    stretch.at += bytes;
    if (stretch.at === stretch.end) this.#missing.splice(this.#missing.indexOf(stretch), 1);
  }

  /** Nobody fetches it any more: it goes back to whoever is just before it, or waits for another. */
  release(stretch: Stretch): void {
    const index = this.#missing.indexOf(stretch);
    if (index < 0) return;
    const before = this.#missing[index - 1];
    if (before?.isTaken === true && before.end === stretch.at) {
      before.end = stretch.end;
      this.#missing.splice(index, 1);
    } else stretch.isTaken = false;
  }
}
