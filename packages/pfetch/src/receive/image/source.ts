import type { Fault } from './fault.js';

/**
 * The part of a body that is at hand: `bytes` from `at` up to `end`. A reading moves `at` forward over what it has used, also
 * beyond `end` over what it need not see, and yields how many bytes it wants from there on before it is resumed.
 */
export type Source = {
  bytes: Buffer;
  at: number;
  end: number;
  /** Where in the body `bytes[0]` stands. */
  base: number;
  /** Where in the body the picture is whole if the body ends there; for formats that announce no end of their own. */
  enoughAt: number;
  /** To be called once the size is known: the rest of a picture outside the limits is not worth reading. */
  judgeSize(width: number, height: number): Fault | undefined;
};

/** One format's walk through a body: ends with what is wrong, or with undefined where the picture is whole. */
export type Reading = Generator<number, Fault | undefined, void>;

const empty = Buffer.alloc(0);

/** Feeds a body to a reading, chunk by chunk; bytes are copied only where a wanted piece straddles two chunks. */
export function createFeed(source: Source, reading: Reading) {
  let step = reading.next();
  let carry = empty;
  let held = 0; // bytes of earlier chunks that wait in `carry`
  let at = 0; // where the wanted piece begins: in `carry` while it holds any, else in the chunk
  let total = 0;

  function run(bytes: Buffer, end: number, base: number) {
    source.bytes = bytes;
    source.at = at;
    source.end = end;
    source.base = base;
    step = reading.next();
    at = source.at;
  }

  function hold(chunk: Buffer, from: number, wanted: number) {
    if (carry.length < wanted) carry = Buffer.concat([carry.subarray(0, held)], Math.max(wanted, 64));
    if (held < wanted) held += chunk.copy(carry, held, from, from + wanted - held);
  }

  return {
    /** Takes the next chunk; true while the reading wants more. */
    push(chunk: Buffer): boolean {
      const base = total;
      total += chunk.length;
      while (!step.done) {
        const need = step.value;
        if (held > 0) {
          const before = held;
          hold(chunk, 0, need);
          if (held < need) return true;
          run(carry, need, base - before);
          held = Math.max(0, before - at);
          if (held > 0) carry.copyWithin(0, at, before);
          at = Math.max(0, at - before);
        } else if (at + need <= chunk.length) {
          run(chunk, chunk.length, base);
        } else {
          if (at < chunk.length) hold(chunk, at, need);
          at = Math.max(0, at - chunk.length);
          return true;
        }
      }
      return false;
    },
    /** What the finished reading found. */
    result(): Fault | undefined {
      return step.done ? step.value : undefined;
    },
    total: () => total,
  };
}
