import type { RawHeaders, ResponseHead } from '../exchange.js';
import { FetchError } from '../fetch-error.js';

/** A head longer than this is an attack or a mistake; browsers and curl stop between 100 and 300 kB. */
export const maxHeadBytes = 256 * 1024;

/** Gathers a response head from chunks. Lines may end in a bare LF, as every browser and curl accept. */
export class HeadReader {
  #kept: Buffer | undefined;
  /** Where `#kept` lies, with room for more: a head in many pieces is not copied for each. */
  #room = Buffer.alloc(0);
  #lineStart = 0;
  #hasStatusLine = false;

  /** True while part of a head has come and not all of it. */
  get isWaiting(): boolean {
    return this.#kept !== undefined;
  }

  /** The head and where the body begins in `chunk`; undefined where more must come. */
  read(chunk: Buffer): { head: ResponseHead; bodyStart: number } | FetchError | undefined {
    const kept = this.#kept?.length ?? 0;
    const bytes = kept === 0 ? chunk : this.#keep(chunk);
    const end = this.#findEnd(bytes);
    if (end < 0) {
      if (bytes.length > maxHeadBytes) return tooLarge();
      // A server of another protocol may wait for its client now.
      if (!mayBeHttp(bytes)) return notHttp();
      // The chunk is the socket's shared buffer, so what is kept must be a copy.
      if (kept === 0) this.#keep(chunk);
      return undefined;
    }
    if (end > maxHeadBytes) return tooLarge();
    this.#kept = undefined;
    this.#lineStart = 0;
    this.#hasStatusLine = false;
    const head = parseHead(bytes.toString('latin1', 0, end));
    return head instanceof FetchError ? head : { head, bodyStart: end - kept };
  }

  #keep(chunk: Buffer): Buffer {
    const kept = this.#kept ?? Buffer.alloc(0);
    const length = kept.length + chunk.length;
    if (length > this.#room.length) {
      this.#room = Buffer.allocUnsafe(2 * length);
      kept.copy(this.#room);
    }
    chunk.copy(this.#room, kept.length);
    this.#kept = this.#room.subarray(0, length);
    return this.#kept;
  }

  /** The end of the empty line, or -1; what was searched once is not searched again. */
  #findEnd(bytes: Buffer): number {
    for (;;) {
      const lineEnd = bytes.indexOf(0x0a, this.#lineStart);
      if (lineEnd < 0) return -1;
      const length = lineEnd - this.#lineStart;
      const isEmpty = length === 0 || (length === 1 && bytes[this.#lineStart] === 0x0d);
      // Empty lines before the status line are skipped (RFC 9112, 2.2).
      if (isEmpty && this.#hasStatusLine) return lineEnd + 1;
      this.#hasStatusLine ||= !isEmpty;
      this.#lineStart = lineEnd + 1;
    }
  }
}

function parseHead(text: string): ResponseHead | FetchError {
  const start = text.length - text.trimStart().length;
  const end = text.indexOf('\n', start);
  const [, version, status = '', reason = ''] =
    /^HTTP\/(1\.[01]) (\d{3})(?: (.*))?$/.exec(text.slice(start, end < 0 ? text.length : end).trimEnd()) ??
    [];
  if (version !== '1.0' && version !== '1.1') return notHttp();
  return { status: Number(status), reason, httpVersion: version, headers: parseHeaders(text, end + 1) };
}

/** The header lines from a place on, cut out one by one: splitting the whole text first took twice as long. */
function parseHeaders(text: string, from: number): RawHeaders {
  const headers: [string, string][] = [];
  let colon = 0;
  for (let at = from, end = 0; at < text.length; at = end + 1) {
    end = text.indexOf('\n', at);
    if (end < 0) end = text.length;
    const first = text.charCodeAt(at);
    if (first === space || first === tab) {
      // A folded line continues the one before (RFC 9112, 5.2).
      const last = headers.at(-1);
      const more = text.slice(at, end).trim();
      // Nothing looks into the value while it grows: that would copy it for each line.
      if (last !== undefined && more !== '') last[1] = last[1] === '' ? more : `${last[1]} ${more}`;
      continue;
    }
    // Looked for once: lines without one would have the whole head searched for each of them.
    if (colon >= 0 && colon < at) colon = text.indexOf(':', at);
    if (colon > at && colon < end)
      headers.push([text.slice(at, colon).trimEnd(), trimmed(text, colon + 1, end)]);
  }
  return headers;
}

const [space, tab, carriageReturn] = [0x20, 0x09, 0x0d];

/** A part of a text without the blanks around it; most values stand between one blank and CR. */
function trimmed(text: string, from: number, to: number): string {
  const start = text.charCodeAt(from) === space ? from + 1 : from;
  const end = text.charCodeAt(to - 1) === carriageReturn ? to - 1 : to;
  return text.slice(start, Math.max(start, end)).trim();
}

/** False once the first bytes cannot be those of a status line. */
function mayBeHttp(bytes: Buffer): boolean {
  return 'HTTP/'.startsWith(bytes.toString('latin1', 0, 64).trimStart().slice(0, 5));
}

function notHttp(): FetchError {
  return new FetchError('http', 'bad-status-line', 'the answer is not HTTP');
}

function tooLarge(): FetchError {
  return new FetchError('http', 'head-too-large', `the response head is longer than ${maxHeadBytes} bytes`);
}
