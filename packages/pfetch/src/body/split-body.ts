import type { FetchError } from '@fetchutils/plumbing/http';

import { busyError, sinkError } from '../sinks/sink-error.js';
import type {
  BodyNaming,
  ByteRange,
  Committed,
  FoundPart,
  OpenBody,
  PartState,
  Sink,
} from '../sinks/sink.js';
import { BodyJudge, type ReceiveSettings } from './body-judge.js';
import type { BodyStart } from './body-receiver.js';
import { Ranges, type Stretch } from './ranges.js';
import type { Received } from './received.js';

/** What is known before the first byte of a body that comes in pieces. */
export type SplitStart = BodyStart & { length: number; state: PartState };

/** What is there is written down again each time that so much has come: a kill costs no more, and this takes 0.1 ms. */
const rememberEachBytes = 4 * 1024 * 1024;
/** So much is read back in one go, between what else there is to do. */
const sliceBytes = 1024 * 1024;

/**
 * One body that comes in pieces, each to its place in the file. It is judged from its first byte to its last all the same:
 * what comes at the front on its way, what has come before its turn from the page cache.
 */
export class SplitBody {
  readonly ranges: Ranges;
  /** Hears what is wrong with it, where that is found out later than it came. */
  onProblem: (error: FetchError) => void = () => undefined;
  readonly #sink: Sink;
  readonly #start: SplitStart;
  readonly #judge: BodyJudge;
  #body: OpenBody | undefined;
  #unsaidBytes = 0;
  #isReading = false;
  #isClosed = false;
  #whenJudged: (() => void) | undefined;

  constructor(settings: ReceiveSettings, sink: Sink, start: SplitStart) {
    this.#sink = sink;
    this.#start = start;
    this.#judge = new BodyJudge(settings, start);
    this.ranges = new Ranges(start.length, whatIsThere(start.part));
  }

  get length(): number {
    return this.#start.length;
  }

  /** By what this version is known. */
  get state(): PartState {
    return { ...this.#start.state, length: this.length, ranges: this.ranges.there };
  }

  /** The file that holds the bytes so far. */
  get path(): string | undefined {
    return this.#body?.path;
  }

  /** Opens it, and says what is there before anything has a place of its own: the size of the file says nothing from then on. */
  begin(): FetchError | undefined {
    const problem = this.#judge.begin();
    if (problem !== undefined) return problem;
    const { findFinished, key, part } = this.#start;
    if (findFinished?.() !== undefined) return busyError(key);
    let busy: FetchError | undefined;
    const failure = this.#guarded((): void => {
      this.#body = part === undefined ? this.#sink.open(key) : part.continue();
      busy = this.#body.remember(this.state);
    });
    if (failure === undefined && busy === undefined) this.#readOn();
    else this.#guarded(() => this.#body?.keep());
    return failure ?? busy;
  }

  /** Takes a chunk for a stretch, which is lent for this call only. */
  write(stretch: Stretch, chunk: Buffer): FetchError | undefined {
    const position = stretch.at;
    try {
      this.#body?.writeAt(chunk, position);
    } catch (error) {
      return sinkError(error);
    }
    this.ranges.advance(stretch, chunk.length);
    this.#unsaidBytes += chunk.length;
    if (this.#unsaidBytes >= rememberEachBytes) this.#remember();
    if (!this.#isReading && position === this.#judge.bytes) {
      const problem = this.#judge.push(chunk);
      if (problem !== undefined) return problem;
    }
    this.#readOn();
    return undefined;
  }

  /** Calls back once all of it has been judged but for the whole. */
  follow(whenJudged: () => void): void {
    this.#whenJudged = whenJudged;
    this.#readOn();
    if (!this.#isReading) this.#tell();
  }

  /** Judges the whole. */
  end(): Received | FetchError {
    return this.#judge.end();
  }

  /** Gives the body its name. */
  commit(naming: BodyNaming, done: (result: Committed) => void): void {
    this.#body?.commit(naming, done);
  }

  /** Ends without a file: what can be continued later is kept, all else removed. */
  abandon(mayContinue: boolean): void {
    this.#isClosed = true;
    const isKept = mayContinue && this.ranges.bytes > 0;
    if (isKept) this.#remember();
    this.#guarded(() => (isKept ? this.#body?.keep() : this.#body?.discard()));
  }

  /** Reads what has come before its turn, up to where something is missing. */
  #readOn(): void {
    if (this.#isReading || this.#judge.bytes >= this.ranges.front) return;
    this.#isReading = true;
    setImmediate(() => this.#readSlice(Buffer.allocUnsafe(sliceBytes)));
  }

  #readSlice(buffer: Buffer): void {
    if (this.#isClosed) return;
    const missing = this.ranges.front - this.#judge.bytes;
    let problem: FetchError | undefined;
    const failure = this.#guarded(() => {
      const length = this.#body?.readAt(buffer.subarray(0, missing), this.#judge.bytes) ?? 0;
      if (length === 0) throw new Error(`${this.path} has become shorter`);
      problem = this.#judge.push(buffer.subarray(0, length));
    });
    problem ??= failure;
    if (problem !== undefined) return this.onProblem(problem);
    this.#isReading = this.#judge.bytes < this.ranges.front;
    if (this.#isReading) setImmediate(() => this.#readSlice(buffer));
    else this.#tell();
  }

  #tell(): void {
    const whenJudged = this.#whenJudged;
    this.#whenJudged = undefined;
    whenJudged?.();
  }

  /** What was written down before is true as well, and is all that is lost where this cannot be. */
  #remember(): void {
    this.#unsaidBytes = 0;
    this.#guarded(() => void this.#body?.remember(this.state));
  }

  #guarded(act: () => void): FetchError | undefined {
    try {
      act();
      return undefined;
    } catch (error) {
      return sinkError(error);
    }
  }
}

/** Which bytes are there of a body that an earlier attempt has begun. */
export function whatIsThere(part: FoundPart | undefined): readonly ByteRange[] {
  if (part === undefined) return [];
  return part.state?.ranges ?? [[0, part.bytes]];
}
