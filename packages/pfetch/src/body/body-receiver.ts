import { FetchError } from '@fetchutils/plumbing/http';

import type { Expected } from '../row/job.js';
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
import type { BodyCheck } from './body-check.js';
import { BodyHash } from './body-hash.js';
import { matchesType } from './matches-type.js';
import type { Received } from './received.js';
import { TypeSniffer } from './type-sniffer.js';

export type ReceiveSettings = {
  maxBytes: number;
  minBytes: number;
  /** Media types such as `image/*`; undefined takes all. */
  accept: readonly string[] | undefined;
  /** What to compute beside the digests that a row expects. */
  algorithms: readonly string[];
};

/** What is known before the first byte of a body. */
export type BodyStart = {
  key: string;
  /** What is there from an earlier attempt, where the body goes on behind it. */
  part?: FoundPart | undefined;
  /** The whole length, where the server says it and no coding changes it. */
  length: number | undefined;
  /** Lets a later attempt continue; undefined where the server gave nothing to hold on to. */
  state: PartState | undefined;
  expected: Expected | undefined;
  /** The file of this name that another run has brought since. */
  findFinished?: () => FoundFile | undefined;
  /** What follows the body and may reject it. */
  check?: BodyCheck | undefined;
};

/** From here on a kill is worth surviving: the state of a `.part` is written once so much has come. */
const rememberAfterBytes = 1024 * 1024;

/** Takes one body as it streams: limits, digests, type, and on to the sink. */
export class BodyReceiver {
  readonly #settings: ReceiveSettings;
  readonly #sink: Sink;
  readonly #start: BodyStart;
  /** Absent where nobody asks for the type, or another finds it out. */
  readonly #sniffer: TypeSniffer | undefined;
  readonly #hash: BodyHash | undefined;
  #body: OpenBody | undefined;
  #bytes = 0;
  #isRemembered = false;

  constructor(settings: ReceiveSettings, sink: Sink, start: BodyStart) {
    this.#settings = settings;
    this.#sink = sink;
    this.#start = start;
    const isSniffed = settings.accept !== undefined || start.check?.tellsType !== true;
    this.#sniffer = isSniffed ? new TypeSniffer() : undefined;
    const algorithms = algorithmsFor(settings.algorithms, start.expected);
    this.#hash = algorithms.length === 0 ? undefined : new BodyHash(algorithms);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes that came by this attempt. */
  get received(): number {
    return this.#bytes - (this.#start.part?.bytes ?? 0);
  }

  /** The whole length, where it is known before the end. */
  get length(): number | undefined {
    return this.#start.length;
  }

  /** The file that holds the bytes so far; undefined where there are none. */
  get path(): string | undefined {
    return this.#body?.path;
  }

  /** What can be said before the body: its length may be out of bounds already. */
  begin(): FetchError | undefined {
    const { length, expected, part } = this.#start;
    if (length !== undefined) {
      const problem = this.#judgeLength(length) ?? this.#judgeExpected(length, expected);
      if (problem !== undefined) return problem;
    }
    return part === undefined ? undefined : this.#guarded(() => this.#continue(part));
  }

  /** Takes a chunk, which is lent for this call only. */
  write(chunk: Buffer): FetchError | undefined {
    const isWhole = this.#bytes === 0 && chunk.length === this.#start.length;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#settings.maxBytes) return tooLarge(this.#settings.maxBytes);
    if (this.#sniffer?.isSettled === false) {
      this.#sniffer.push(chunk, isWhole);
      const problem = this.#judgeType();
      if (problem !== undefined) return problem;
    }
    if (isWhole) this.#hash?.pushWhole(chunk);
    else this.#hash?.push(chunk);
    return this.#start.check?.push(chunk) ?? this.#store(chunk);
  }

  /** Judges the whole. */
  end(): Received | FetchError {
    this.#sniffer?.end();
    const { expected, length } = this.#start;
    if (length !== undefined && this.#bytes !== length) {
      // The transport sees to it; that it cannot happen is no reason to keep half a file when it does.
      return new FetchError(
        'truncated',
        'length',
        `${this.#bytes} bytes, but the server announced ${length}`,
      );
    }
    const problem =
      this.#judgeType() ?? this.#judgeLength(this.#bytes) ?? this.#judgeExpected(this.#bytes, expected);
    if (problem !== undefined) return problem;
    const digests = this.#hash?.end() ?? {};
    for (const [algorithm, wanted] of expected?.digests ?? []) {
      const found = digests[algorithm] ?? '';
      if (found !== wanted)
        return new FetchError('checksum', algorithm, `${algorithm} is ${found}, not ${wanted}`);
    }
    const received: Received = { bytes: this.#bytes, type: this.#sniffer?.type, digests };
    if (expected !== undefined && expected.digests.length > 0)
      received.verified = expected.digests.map(([algorithm]) => algorithm);
    return this.#start.check?.end(received) ?? received;
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
      if (!mayContinue || state === undefined || this.#bytes === 0) return this.#body?.discard();
      if (this.#remember() === undefined) this.#body?.keep();
      else this.#body?.discard();
    });
  }

  #continue(part: FoundPart): void {
    this.#body = part.continue();
    this.#isRemembered = true;
    this.#body.readBack((chunk) => {
      if (this.#sniffer?.isSettled === false) this.#sniffer.push(chunk, false);
      this.#hash?.push(chunk);
      // What is wrong with the beginning was found when it came, and is found again at the end.
      this.#start.check?.push(chunk);
    });
    this.#bytes = part.bytes;
  }

  #store(chunk: Buffer): FetchError | undefined {
    try {
      this.#body ??= this.#sink.open(this.#start.key);
      this.#body.write(chunk);
      return this.#bytes < rememberAfterBytes ? undefined : this.#remember();
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

  #judgeType(): FetchError | undefined {
    const { accept } = this.#settings;
    if (accept === undefined || this.#sniffer?.isSettled !== true) return undefined;
    const { type } = this.#sniffer;
    if (type !== undefined && matchesType(type, accept)) return undefined;
    return new FetchError(
      'type',
      type ?? 'unknown',
      `the body is ${type ?? 'of no known type'}, not ${accept.join(' or ')}`,
    );
  }

  #judgeLength(bytes: number): FetchError | undefined {
    const { maxBytes, minBytes } = this.#settings;
    if (bytes > maxBytes) return tooLarge(maxBytes);
    return bytes < minBytes
      ? new FetchError('size', 'too-small', `${bytes} bytes, fewer than ${minBytes}`)
      : undefined;
  }

  #judgeExpected(bytes: number, expected: Expected | undefined): FetchError | undefined {
    if (expected?.size === undefined || expected.size === bytes) return undefined;
    return new FetchError('size', 'not-as-expected', `${bytes} bytes, but the row says ${expected.size}`);
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

/** Most rows expect nothing of their own, and share one list. */
function algorithmsFor(common: readonly string[], expected: Expected | undefined): readonly string[] {
  if (expected === undefined || expected.digests.length === 0) return common;
  return [...new Set([...common, ...expected.digests.map(([algorithm]) => algorithm)])];
}

function tooLarge(maxBytes: number): FetchError {
  return new FetchError('size', 'too-large', `more than ${maxBytes} bytes`);
}
