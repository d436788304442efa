import type { NamedPart } from './named-part.js';
import type { FoundPart, OpenBody, PartState } from './sink.js';

/** A `.part` that an earlier attempt or run has left, and that is ours for now. */
export class FoundNamedPart implements FoundPart {
  readonly bytes: number;
  readonly state: PartState | undefined;
  readonly #continue: (fd: number) => OpenBody;
  #named: NamedPart | undefined;

  constructor(named: NamedPart, proceed: (fd: number) => OpenBody) {
    this.bytes = named.stats.size;
    this.state = named.readState();
    this.#named = named;
    this.#continue = proceed;
  }

  continue(): OpenBody {
    if (this.#named === undefined) throw new Error('a part that was given away cannot be continued');
    const body = this.#continue(this.#named.open());
    this.#named = undefined;
    return body;
  }

  release(): void {
    this.#named?.release();
    this.#named = undefined;
  }

  discard(): void {
    this.#named?.discard();
    this.#named = undefined;
  }
}
