import { createHash, hash, type Hash } from 'node:crypto';

/** The digests of a body as it streams. */
export class BodyHash {
  readonly #algorithms: readonly string[];
  #hashes: Hash[] | undefined;
  #digests: ReadonlyMap<string, string> | undefined;

  constructor(algorithms: readonly string[]) {
    this.#algorithms = algorithms;
  }

  push(chunk: Buffer): void {
    this.#hashes ??= this.#algorithms.map((algorithm) => createHash(algorithm));
    for (const hash of this.#hashes) hash.update(chunk);
  }

  /** The whole body at once: a third cheaper than a Hash object for 10 kB. */
  pushWhole(body: Buffer): void {
    this.#digests = new Map(this.#algorithms.map((algorithm) => [algorithm, hash(algorithm, body, 'hex')]));
  }

  /** The digests in hex, by algorithm. */
  end(): ReadonlyMap<string, string> {
    if (this.#digests !== undefined) return this.#digests;
    if (this.#hashes === undefined) this.push(Buffer.alloc(0));
    const hashes = this.#hashes ?? [];
    this.#digests = new Map(hashes.map((hash, index) => [this.#algorithms[index] ?? '', hash.digest('hex')]));
    return this.#digests;
  }
}
