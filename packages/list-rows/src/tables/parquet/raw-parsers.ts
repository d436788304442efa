import type { ParquetParsers } from 'hyparquet/src/types.js';

const asItIs = <Value>(value: Value): Value => value;

/** Leaves values as they are stored: what they mean is written by leaf-type.ts, exactly, where a Date or a number would round. */
export const rawParsers: ParquetParsers = {
  timestampFromMilliseconds: asItIs,
  timestampFromMicroseconds: asItIs,
  timestampFromNanoseconds: asItIs,
  dateFromDays: asItIs,
  stringFromBytes: asItIs,
  jsonFromBytes: asItIs,
  geometryFromBytes: asItIs,
  geographyFromBytes: asItIs,
  uuidFromBytes: asItIs,
};
