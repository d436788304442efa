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

/**
 * The same walk as a function, which answers what a reading would yield or end with. It is called once the bytes that it
 * asked for are at hand, until it answers no number.
 */
export type Walk = () => number | Fault | undefined;

/** Makes a walk of a reading. */
export function walkOf(reading: Reading): Walk {
  return () => reading.next().value;
}
