/** Where a value stands: the keys and indices that lead to it from the outermost value. */
export type JsonPlace = readonly (string | number)[];

const quote = 0x22;
const backslash = 0x5c;
// What nests deeper is passed over.
const maxDepth = 1_000;
const maxKeyLength = 1_000;
// Several copies are made of a string on its way to a row; what is longer is passed over.
const maxStringLength = 64 * 1024 * 1024;

/**
 * Reads JSON that comes in pieces of any size and tells of each string that is a value, in order: linear in time, and flat in
 * memory but for the string itself. What is broken is read as far as it can be; several values may follow one another.
 */
export class JsonScanner {
  readonly #tell: (value: string, place: JsonPlace) => void;
  readonly #place: (string | number)[] = [];
  #skippedDepth = 0;
  #expectsKey = false;
  /** The pieces of a string that has not ended yet. */
  #parts: string[] | undefined;
  #length = 0;
  #isEscaped = false;
  #hasEscapes = false;

  /** `place` is only good during the call. */
  constructor(tell: (value: string, place: JsonPlace) => void) {
    this.#tell = tell;
  }

  write(text: string): void {
    let at = 0;
    while (at < text.length)
      at = this.#parts === undefined ? this.#readMark(text, at) : this.#readString(text, at);
  }

  #readMark(text: string, from: number): number {
    let at = from;
    for (; at < text.length; at++) {
      switch (text.charAt(at)) {
        case '"':
          this.#parts = [];
          this.#length = 0;
          this.#hasEscapes = false;
          return at + 1;
        case '{':
        case '[':
          this.#open(text.charAt(at) === '{' ? '' : 0);
          break;
        case '}':
        case ']':
          if (this.#skippedDepth > 0) this.#skippedDepth -= 1;
          else this.#place.pop();
          this.#expectsKey = false;
          break;
        case ',': {
          const last = this.#place.at(-1);
          if (this.#skippedDepth > 0) break;
          if (typeof last === 'number') this.#place[this.#place.length - 1] = last + 1;
          else this.#expectsKey = last !== undefined;
        }
      }
    }
    return at;
  }

  #open(first: string | number): void {
    if (this.#place.length >= maxDepth) this.#skippedDepth += 1;
    else this.#place.push(first);
    this.#expectsKey = first === '';
  }

  #readString(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (this.#isEscaped) this.#isEscaped = false;
      else if (code === backslash) this.#isEscaped = this.#hasEscapes = true;
      else if (code === quote) {
        this.#keep(text.slice(from, at));
        this.#endString();
        return at + 1;
      }
    }
    this.#keep(text.slice(from));
    return text.length;
  }

  #keep(piece: string): void {
    this.#length += piece.length;
    if (this.#length <= maxStringLength) this.#parts?.push(piece);
  }

  #endString(): void {
    const written = this.#length > maxStringLength ? undefined : (this.#parts ?? []).join('');
    this.#parts = undefined;
    if (this.#skippedDepth > 0) return;
    const value = written === undefined ? '' : this.#hasEscapes ? unescape(written) : written;
    if (!this.#expectsKey) {
      if (value !== '') this.#tell(value, this.#place);
      return;
    }
    this.#expectsKey = false;
    this.#place[this.#place.length - 1] = value.slice(0, maxKeyLength);
  }
}

function unescape(written: string): string {
  return written.replace(/\\(?:u([0-9a-f]{4})|([^]))/gi, (_, code: string | undefined, letter: string) =>
    code === undefined ? (letters[letter] ?? letter) : String.fromCharCode(parseInt(code, 16)),
  );
}

const letters: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
