const [doubleQuote, backslash, comma] = [0x22, 0x5c, 0x2c];

/**
 * Cuts the elements out of a JSON text that comes in pieces: those of an array or, with a depth of 0, values that follow
 * each other. It goes by brackets and strings alone, so one bad element costs only itself.
 */
export class JsonSplitter {
  readonly #depth: number;
  #level: number;
  #isInString = false;
  #isEscaped = false;
  /** The element so far, from the pieces before. */
  #held = '';
  #hasBegun = false;
  /** True where the array was closed: what follows is none of its elements. */
  isClosed = false;

  /** `isInside` says that the text begins behind the bracket that opens the array. */
  constructor(depth: 0 | 1, isInside = false) {
    this.#depth = depth;
    this.#level = isInside ? 1 : 0;
  }

  /** The elements that this piece completes. */
  push(text: string): string[] {
    const elements: string[] = [];
    let start = 0;
    const cut = (end: number): void => {
      const element = (this.#held + text.slice(start, end)).trim();
      this.#held = '';
      this.#hasBegun = false;
      if (element !== '') elements.push(element);
    };
    for (let at = 0; at < text.length && !this.isClosed; at += 1) {
      const char = text.charCodeAt(at);
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (char === backslash) this.#isEscaped = true;
        else if (char === doubleQuote) this.#isInString = false;
      } else if (char === doubleQuote) this.#isInString = this.#hasBegun = true;
      else if (char === 0x7b || char === 0x5b /* { [ */) {
        this.#level += 1;
        if (this.#level <= this.#depth) start = at + 1;
        else this.#hasBegun = true;
      } else if (char === 0x7d || char === 0x5d /* } ] */) {
        this.#level -= 1;
        if (this.#level < this.#depth) {
          cut(at);
          this.isClosed = true;
        } else if (this.#depth === 0 && this.#level === 0) {
          cut(at + 1);
          start = at + 1;
        }
      } else if (char === comma && this.#level === this.#depth) {
        cut(at);
        start = at + 1;
      }
    }
    if (!this.isClosed) this.#held += text.slice(start);
    return elements;
  }

  /** True where the text ended in the middle of something. */
  get isTorn(): boolean {
    return this.#depth === 1 ? !this.isClosed : this.#hasBegun || this.#level > 0;
  }
}
