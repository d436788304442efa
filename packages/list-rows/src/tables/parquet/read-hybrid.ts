export type SmallIntegers = Uint8Array | Uint16Array | Int32Array;

/** The widest values that are read here. */
export const widestHybrid = 24;

/** Room for values of so many bits: a page may hold a million of them, which take 8 bytes each in an array. */
export function roomFor(bits: number, count: number): SmallIntegers {
  if (bits <= 8) return new Uint8Array(count);
  return bits <= 16 ? new Uint16Array(count) : new Int32Array(count);
}

/** Fills `output` with values of `bits` each from Parquet's hybrid of runs and packed bits. */
export function readHybrid(bytes: Uint8Array, bits: number, output: SmallIntegers): void {
  let at = 0;
  for (let done = 0; done < output.length;) {
    let header = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at];
      if (byte === undefined || shift > 28) throw new Error('levels or places end too early');
      at += 1;
      header |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    const count = header >>> 1;
    if ((header & 1) === 1) {
      const end = Math.min(output.length, done + 8 * count);
      unpack(bytes, at, { bits, output, from: done, to: end });
      at += count * bits;
      done = end;
    } else {
      let value = 0;
      for (let shift = 0; shift < bits; shift += 8) value |= (bytes[at++] ?? 0) << shift;
      output.fill(value, done, done + count);
      done += count;
    }
  }
}

type Packed = { bits: number; output: SmallIntegers; from: number; to: number };

function unpack(bytes: Uint8Array, start: number, { bits, output, from, to }: Packed): void {
  const mask = (1 << bits) - 1;
  let at = start;
  let held = 0;
  let there = 0;
  for (let index = from; index < to; index += 1) {
    while (there < bits) {
      // Some writers leave out the bytes behind the last value.
      held |= (bytes[at] ?? 0) << there;
      at += 1;
      there += 8;
    }
    output[index] = held & mask;
    held >>>= bits;
    there -= bits;
  }
}
