import type { RandomAccess } from '../../source/byte-source.js';

const firstBytes = 256 * 1024;

/** A range of bytes that is read from its beginning to its end, in pieces that grow, one piece ahead of what is used. */
export class ByteWindow {
  readonly #read: RandomAccess['read'];
  readonly #end: number;
  readonly #largest: number;
  #piece = firstBytes;
  /** Up to where has been read or is being read. */
  #asked: number;
  #bytes: Buffer = Buffer.alloc(0);
  #ahead: Promise<Buffer> | undefined;

  constructor(read: RandomAccess['read'], range: { start: number; end: number }, largestPiece: number) {
    this.#read = read;
    this.#asked = range.start;
    this.#end = range.end;
    this.#largest = largestPiece;
    this.#piece = Math.min(firstBytes, largestPiece);
  }

  get isEmpty(): boolean {
    return this.#bytes.length === 0 && this.#ahead === undefined && this.#asked >= this.#end;
  }

  /** So many bytes without using them up, fewer only where the range ends. */
  async peek(count: number): Promise<Buffer> {
    while (this.#bytes.length < count) {
      const more = this.#ahead ?? this.#start(count - this.#bytes.length);
      if (more === undefined) break;
      this.#ahead = undefined;
      const piece = await more;
      this.#bytes = this.#bytes.length === 0 ? piece : Buffer.concat([this.#bytes, piece]);
      this.#ahead = this.#start(0);
      // Who awaits it meets a failure; a run that ends before must not be ended by it.
      this.#ahead?.catch(() => undefined);
    }
    return this.#bytes;
  }

  /** Bytes that have been seen are done with. */
  skip(count: number): void {
    this.#bytes = this.#bytes.subarray(count);
  }

  #start(atLeast: number): Promise<Buffer> | undefined {
    if (this.#asked >= this.#end) return undefined;
    const from = this.#asked;
    this.#asked = Math.min(this.#end, from + Math.max(atLeast, this.#piece));
    this.#piece = Math.min(this.#piece * 2, this.#largest);
    return this.#read(from, this.#asked);
  }
}
