import { FetchError } from '../fetch-error.js';

const maxLineBytes = 16 * 1024;
/** What extensions may come to beyond the data that they are about, and trailers in all. */
const maxExtraBytes = 64 * 1024;
/** A size line without extension is no longer. */
const maxSizeChars = 16;

type State = 'size' | 'data' | 'data-end' | 'trailer' | 'done';

/** Undoes the chunked coding (RFC 9112, 7.1) as bytes arrive; extensions and trailers are read and dropped. */
export class ChunkedReader {
  #state: State = 'size';
  #left = 0;
  #line = '';
  /** Bytes of extensions so far, less the bytes of data; from the last chunk on the bytes of trailers. */
  #extra = 0;

  get isDone(): boolean {
    return this.#state === 'done';
  }

  /** Hands the data in `bytes` to `onData`; the answer is how many bytes were used, fewer than all only at the end. */
  read(bytes: Buffer, onData: (data: Buffer) => void): number | FetchError {
    let at = 0;
    while (at < bytes.length && this.#state !== 'done') {
      if (this.#state === 'data') {
        const end = Math.min(bytes.length, at + this.#left);
        this.#left -= end - at;
        this.#extra -= end - at;
        if (this.#left === 0) this.#state = 'data-end';
        onData(bytes.subarray(at, end));
        at = end;
        continue;
      }
      const lineEnd = bytes.indexOf(0x0a, at);
      this.#line += bytes.toString('latin1', at, lineEnd < 0 ? bytes.length : lineEnd);
      if (this.#line.length > maxLineBytes) return badChunk('a chunk line is too long');
      if (lineEnd < 0) return bytes.length;
      at = lineEnd + 1;
      const problem = this.#endLine(this.#line.endsWith('\r') ? this.#line.slice(0, -1) : this.#line);
      this.#line = '';
      if (problem !== undefined) return problem;
    }
    return at;
  }

  #endLine(line: string): FetchError | undefined {
    this.#extra += this.#state === 'trailer' ? line.length : Math.max(0, line.length - maxSizeChars);
    if (this.#extra > maxExtraBytes) return badChunk('chunk extensions or trailers without end');
    if (this.#state === 'trailer') {
      if (line === '') this.#state = 'done';
      return undefined;
    }
    if (this.#state === 'data-end') {
      this.#state = 'size';
      return line === '' ? undefined : badChunk('a chunk is longer than its size');
    }
    const [, size] = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?$/i.exec(line) ?? [];
    if (size === undefined)
      return badChunk(`${JSON.stringify(line.slice(0, 40))} is not the size of a chunk`);
    this.#left = Number.parseInt(size, 16);
    if (this.#left === 0) this.#extra = 0;
    this.#state = this.#left === 0 ? 'trailer' : 'data';
    return undefined;
  }
}

function badChunk(message: string): FetchError {
  return new FetchError('http', 'bad-chunk', message);
}
