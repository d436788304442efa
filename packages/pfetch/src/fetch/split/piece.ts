import { FetchError } from '@fetchutils/plumbing/http';

import type { Stretch } from '../../body/ranges.js';
import type { SplitBody } from '../../body/split-body.js';
import type { Continuation } from '../judge-head.js';

/** What one connection fetches of a body. */
export class Piece {
  readonly #body: SplitBody;
  readonly #stretch: Stretch;
  /** Up to where the server will send. */
  #askedTo: number;
  #received = 0;

  constructor(body: SplitBody, stretch: Stretch) {
    this.#body = body;
    this.#stretch = stretch;
    this.#askedTo = stretch.end;
  }

  /** Bytes that came by this connection. */
  get received(): number {
    return this.#received;
  }

  /** True where it has all of its bytes, the last of which may have gone to another connection since. */
  get isFull(): boolean {
    return this.#stretch.at >= this.#stretch.end;
  }

  /** True where the server will say no more than is wanted. */
  get endsByItself(): boolean {
    return this.#stretch.end >= this.#askedTo;
  }

  /** What to ask for now. */
  ask(): Continuation {
    const { at, end } = this.#stretch;
    this.#askedTo = end;
    return { from: at, to: end, state: this.#body.state };
  }

  /** Takes a chunk, which is lent for this call only, as far as it is wanted. */
  write(chunk: Buffer): FetchError | undefined {
    const { at, end } = this.#stretch;
    const wanted = chunk.length > end - at ? chunk.subarray(0, end - at) : chunk;
    this.#received += wanted.length;
    return wanted.length === 0 ? undefined : this.#body.write(this.#stretch, wanted);
  }

  /** What is wrong with an answer that has come to its end. */
  end(): FetchError | undefined {
    if (this.isFull || this.#stretch.at >= this.#askedTo) return undefined;
    const message = `the answer ended ${this.#askedTo - this.#stretch.at} bytes too early`;
    return new FetchError('truncated', 'length', message);
  }

  /** Leaves what has not come to others. */
  release(): void {
    this.#body.ranges.release(this.#stretch);
  }
}
