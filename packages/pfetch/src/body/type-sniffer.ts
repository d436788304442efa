import { magicBytes, typeOf } from './magic.js';

/** Finds the media type of a body from its first bytes, however they are cut into chunks. */
export class TypeSniffer {
  #type: string | undefined;
  #isSettled = false;
  #seen: Buffer | undefined;

  get type(): string | undefined {
    return this.#type;
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Looks at the next bytes; `isLast` settles the type with what there is. */
  push(chunk: Buffer, isLast: boolean): void {
    const bytes = this.#seen === undefined ? chunk : Buffer.concat([this.#seen, chunk]);
    // The same bytes whatever the chunks: what lies behind them is not looked at.
    this.#type = typeOf(bytes.length > magicBytes ? bytes.subarray(0, magicBytes) : bytes);
    this.#isSettled = isLast || bytes.length >= magicBytes;
    // The chunk is lent for this call only.
    this.#seen = this.#isSettled ? undefined : Buffer.from(bytes);
  }

  /** Settles the type with what has come. */
  end(): void {
    this.#isSettled = true;
    this.#seen = undefined;
  }
}
