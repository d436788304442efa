import { FetchError } from '@fetchutils/plumbing/http';

import type { Expected } from '../row/job.js';
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

/** What a body is held to. */
export type Demands = {
  /** The whole length, where the server says it and no coding changes it. */
  length: number | undefined;
  expected: Expected | undefined;
  /** What follows the body and may reject it. */
  check?: BodyCheck | undefined;
};

/** Judges one body from its first byte to its last: limits, type, digests, and what else was asked for. */
export class BodyJudge {
  readonly #settings: ReceiveSettings;
  readonly #demands: Demands;
  /** Absent where nobody asks for the type, or another finds it out. */
  readonly #sniffer: TypeSniffer | undefined;
  readonly #hash: BodyHash | undefined;
  #bytes = 0;

  constructor(settings: ReceiveSettings, demands: Demands) {
    this.#settings = settings;
    this.#demands = demands;
    const isSniffed = settings.accept !== undefined || demands.check?.tellsType !== true;
    this.#sniffer = isSniffed ? new TypeSniffer() : undefined;
    const algorithms = algorithmsFor(settings.algorithms, demands.expected);
    this.#hash = algorithms.length === 0 ? undefined : new BodyHash(algorithms);
  }

  /** How far it has come. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What can be said before the body: its length may be out of bounds already. */
  begin(): FetchError | undefined {
    const { length } = this.#demands;
    return length === undefined ? undefined : (this.#judgeLength(length) ?? this.#judgeExpected(length));
  }

  /** Takes a chunk, which is lent for this call only. */
  push(chunk: Buffer): FetchError | undefined {
    const isWhole = this.#bytes === 0 && chunk.length === this.#demands.length;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#settings.maxBytes) return tooLarge(this.#settings.maxBytes);
    if (this.#sniffer?.isSettled === false) {
      this.#sniffer.push(chunk, isWhole);
      const problem = this.#judgeType();
      if (problem !== undefined) return problem;
    }
    if (isWhole) this.#hash?.pushWhole(chunk);
    else this.#hash?.push(chunk);
    return this.#demands.check?.push(chunk);
  }

  /** Judges the whole. */
  end(): Received | FetchError {
    this.#sniffer?.end();
    const { expected, length, check } = this.#demands;
    if (length !== undefined && this.#bytes !== length) {
      // The transport sees to it; that it cannot happen is no reason to keep half a file when it does.
      return new FetchError(
        'truncated',
        'length',
        `${this.#bytes} bytes, but the server announced ${length}`,
      );
    }
    const problem = this.#judgeType() ?? this.#judgeLength(this.#bytes) ?? this.#judgeExpected(this.#bytes);
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
    return check?.end(received) ?? received;
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

  #judgeExpected(bytes: number): FetchError | undefined {
    const size = this.#demands.expected?.size;
    if (size === undefined || size === bytes) return undefined;
    return new FetchError('size', 'not-as-expected', `${bytes} bytes, but the row says ${size}`);
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
