import { isAscii } from 'node:buffer';

/** Byte arrays as a page has them, each behind its length: no object for each of them, as there may be 100,000. */
export class ByteTexts {
  readonly length: number;
  readonly #bytes: Buffer;
  /** Where each begins; it ends 4 bytes before the next. */
  readonly #starts: Int32Array;
  readonly #encoding: 'latin1' | 'utf8';

  constructor(page: Uint8Array, count: number) {
    const bytes = Buffer.from(page.buffer, page.byteOffset, page.byteLength);
    const starts = new Int32Array(count + 1);
    let at = 4;
    for (let index = 0; index < count; index += 1) {
      starts[index] = at;
      at += bytes.readUInt32LE(at - 4) + 4;
      if (at - 4 > bytes.length) throw new Error('a value is longer than its page');
    }
    starts[count] = at;
    this.length = count;
    this.#bytes = bytes;
    this.#starts = starts;
    this.#encoding = isAscii(bytes) ? 'latin1' : 'utf8';
  }

  /** A value as text. */
  text(index: number): string {
    const start = this.#starts[index] ?? 0;
    return this.#bytes.toString(this.#encoding, start, (this.#starts[index + 1] ?? start + 4) - 4);
  }

  /** A value as it is stored. */
  at(index: number): Uint8Array {
    const start = this.#starts[index] ?? 0;
    return this.#bytes.subarray(start, (this.#starts[index + 1] ?? start + 4) - 4);
  }
}
