import type { FetchError } from '@fetchutils/plumbing/http';

import { busyError, sinkError } from '../sinks/sink-error.js';
import type {
  BodyNaming,
  Committed,
  FoundFile,
  FoundPart,
  OpenBody,
  PartState,
  Sink,
} from '../sinks/sink.js';
import { BodyJudge, type Demands, type ReceiveSettings } from './body-judge.js';
import type { Received } from './received.js';

/** What is known before the first byte of a body. */
export type BodyStart = Demands & {
  key: string;
  /** What is there from an earlier attempt, where the body goes on behind it. */
  part?: FoundPart | undefined;
  /** Lets a later attempt continue; undefined where the server gave nothing to hold on to. */
  state: PartState | undefined;
  /** The file of this name that another run has brought since. */
  findFinished?: () => FoundFile | undefined;
};

/** From here on a kill is worth surviving: the state of a `.part` is written once so much has come. */
const rememberAfterBytes = 1024 * 1024;

/** Takes one body as it streams: on to its judge, and on to the sink. */
export class BodyReceiver {
  readonly #sink: Sink;
  readonly #start: BodyStart;
  readonly #judge: BodyJudge;
  #body: OpenBody | undefined;
  #isRemembered = false;

  constructor(settings: ReceiveSettings, sink: Sink, start: BodyStart) {
    this.#sink = sink;
    this.#start = start;
    this.#judge = new BodyJudge(settings, start);
  }

  get bytes(): number {
    return this.#judge.bytes;
  }

  /** Bytes that came by this attempt. */
  get received(): number {
    return this.#judge.bytes - (this.#start.part?.bytes ?? 0);
  }

  /** The whole length, where it is known before the end. */
  get length(): number | undefined {
    return this.#start.length;
  }

  /** The file that holds the bytes so far; undefined where there are none. */
  get path(): string | undefined {
    return this.#body?.path;
  }

  /** What can be said before the body. */
  begin(): FetchError | undefined {
    const problem = this.#judge.begin();
    if (problem !== undefined) return problem;
    const { part } = this.#start;
    return part === undefined ? undefined : this.#guarded(() => this.#continue(part));
  }

  /** Takes a chunk, which is lent for this call only. */
  write(chunk: Buffer): FetchError | undefined {
    return this.#judge.push(chunk) ?? this.#store(chunk);
  }

  /** Judges the whole. */
  end(): Received | FetchError {
    return this.#judge.end();
  }

  /** Gives the body its name. */
  commit(naming: BodyNaming, done: (result: Committed) => void): void {
    const problem = this.#guarded(() => (this.#body ??= this.#sink.open(this.#start.key)));
    if (problem === undefined) this.#body?.commit(naming, done);
    else done(problem);
  }

  /** Ends without a file: what can be continued later is kept, all else removed. */
  abandon(mayContinue: boolean): void {
    const { state } = this.#start;
    this.#guarded(() => {
      if (!mayContinue || state === undefined || this.bytes === 0) return this.#body?.discard();
      if (this.#remember() === undefined) this.#body?.keep();
      else this.#body?.discard();
    });
  }

  #continue(part: FoundPart): void {
    this.#body = part.continue();
    this.#isRemembered = true;
    // What is wrong with the beginning was found when it came, and is found again at the end.
    this.#body.readBack((chunk) => void this.#judge.push(chunk));
  }

  #store(chunk: Buffer): FetchError | undefined {
    try {
      this.#body ??= this.#sink.open(this.#start.key);
      this.#body.write(chunk);
      return this.bytes < rememberAfterBytes ? undefined : this.#remember();
    } catch (error) {
      return sinkError(error);
    }
  }

  /** Lets a later run continue it, unless another has brought the file meanwhile or is about to. */
  #remember(): FetchError | undefined {
    const { findFinished, key, state } = this.#start;
    if (this.#isRemembered || state === undefined) return undefined;
    if (findFinished?.() !== undefined) return busyError(key);
    this.#isRemembered = true;
    return this.#body?.remember(state);
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
