/** A value of a variable: text, or a whole number that is a bigint where a double would not be exact. */
export type Value = string | number | bigint;

/** The place of a value or of a row in its sequence; a bigint only beyond 2^53. */
export type Index = number | bigint;

/** Whole numbers at a constant distance, of which the digits can be counted up in place. */
export type Progression = {
  start: bigint;
  step: bigint;
  /** Digits to which leading zeros pad; 0 where the values are numbers. */
  width: number;
};

/** What a variable stands for: values by their index, none of them held in memory unless they were listed. */
export type Values = {
  /** Undefined where there is no end, as in `1..`. */
  size: bigint | undefined;
  at(index: Index): Value;
  progression?: Progression;
  /** The values that were written out one by one, which may be anything. */
  listed?: readonly Value[];
};
