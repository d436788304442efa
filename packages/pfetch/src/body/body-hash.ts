import { createHash, hash, type Hash } from 'node:crypto';

/** In hex, by algorithm. */
export type Digests = Readonly<Record<string, string>>;

/** The digests of a body as it streams. */
export class BodyHash {
  readonly #algorithms: readonly string[];
  #hashes: Hash[] | undefined;
  #digests: Digests | undefined;

  constructor(algorithms: readonly string[]) {
    this.#algorithms = algorithms;
  }

  push(chunk: Buffer): void {
    this.#hashes ??= this.#algorithms.map((algorithm) => createHash(algorithm));
    for (const hash of this.#hashes) hash.update(chunk);
  }

  /** The whole body at once: a third cheaper than a Hash object for 10 kB. */
  pushWhole(body: Buffer): void {
    this.#digests = this.#collect((algorithm) => hash(algorithm, body, 'hex'));
  }

  end(): Digests {
    if (this.#hashes === undefined && this.#digests === undefined) this.push(Buffer.alloc(0));
    this.#digests ??= this.#collect((_, index) => this.#hashes?.[index]?.digest('hex') ?? '');
    return this.#digests;
  }

  #collect(digest: (algorithm: string, index: number) => string): Digests {
    const digests: Record<string, string> = {};
    this.#algorithms.forEach((algorithm, index) => (digests[algorithm] = digest(algorithm, index)));
    return digests;
  }
}
