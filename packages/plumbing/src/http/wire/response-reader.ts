import type { ResponseHead } from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import { ChunkedReader } from './chunked-reader.js';
import { frameBody, type Framing } from './framing.js';
import { HeadReader } from './head-reader.js';

/** Who takes a response as it comes. */
export type ResponseHandler = {
  onHead(head: ResponseHead): void;
  onData(chunk: Buffer): void;
};

/** Takes the bytes of one response apart: informational heads, head, body. */
export class ResponseReader {
  readonly #method: 'GET' | 'HEAD';
  readonly #handler: ResponseHandler;
  readonly #headReader = new HeadReader();
  #informational = 0;
  #framing: Framing | undefined;
  #left = 0;
  #bodyBytes = 0;
  #chunks: ChunkedReader | undefined;

  constructor(method: 'GET' | 'HEAD', handler: ResponseHandler) {
    this.#method = method;
    this.#handler = handler;
  }

  get hasHead(): boolean {
    return this.#framing !== undefined;
  }

  /** True once the whole response has been read. */
  get isDone(): boolean {
    if (this.#framing === undefined) return false;
    if (this.#chunks !== undefined) return this.#chunks.isDone;
    return this.#framing.body !== 'until-close' && this.#left === 0;
  }

  /** True where the close of the connection is the proper end of the body. */
  get endsAtClose(): boolean {
    return this.#framing?.body === 'until-close';
  }

  get keepsAlive(): boolean {
    return this.#framing?.keepsAlive === true;
  }

  /** False where so much of the body is certain to come, or its end to take the connection with it. */
  isWorthReading(maxBytes: number): boolean {
    return this.keepsAlive && this.#left <= maxBytes;
  }

  /** How much of the body has come: only that is progress, not what frames it. */
  get bodyBytes(): number {
    return this.#bodyBytes;
  }

  /** Reads on; the answer is how many bytes belonged to this response. */
  read(bytes: Buffer): number | FetchError {
    let at = 0;
    while (this.#framing === undefined) {
      if (at === bytes.length) return at;
      const read = this.#headReader.read(at === 0 ? bytes : bytes.subarray(at));
      if (read instanceof FetchError) return read;
      if (read === undefined) return bytes.length;
      at += read.bodyStart;
      const problem = this.#takeHead(read.head);
      if (problem !== undefined) return problem;
    }
    if (at === bytes.length) return at;
    const body = at === 0 ? bytes : bytes.subarray(at);
    const used = this.#takeBody(body, this.#framing);
    return used instanceof FetchError ? used : at + used;
  }

  #takeHead(head: ResponseHead): FetchError | undefined {
    if (head.status < 200) {
      this.#informational += 1;
      if (head.status === 101)
        return new FetchError('http', 'upgrade', 'the server switched protocols unasked');
      return this.#informational > 20
        ? new FetchError('http', 'endless-informational', 'more than 20 informational answers')
        : undefined;
    }
    const framing = frameBody(head, this.#method);
    if (framing instanceof FetchError) return framing;
    this.#framing = framing;
    this.#left = framing.length;
    if (framing.body === 'chunked') this.#chunks = new ChunkedReader();
    this.#handler.onHead(head);
    return undefined;
  }

  #takeBody(body: Buffer, framing: Framing): number | FetchError {
    if (this.#chunks !== undefined) return this.#chunks.read(body, (data) => this.#takeData(data));
    if (framing.body === 'until-close') {
      this.#takeData(body);
      return body.length;
    }
    const mine = body.length > this.#left ? body.subarray(0, this.#left) : body;
    this.#left -= mine.length;
    if (mine.length > 0) this.#takeData(mine);
    return mine.length;
  }

  #takeData(data: Buffer): void {
    this.#bodyBytes += data.length;
    this.#handler.onData(data);
  }
}
