import type { Job } from '../row/job.js';
import { ReadAhead, type ReadAheadOptions } from './read-ahead.js';

/** The rows that were taken and have no answer yet, and when there is room for more of them. */
export class OpenRows {
  readonly #readAhead: ReadAhead;
  #count = 0;
  /** What their texts come to. */
  #bytes = 0;
  /** Who waits for room, or for the end. */
  #waiting: { holds: () => boolean; resolve: () => void }[] = [];

  constructor(options: Omit<ReadAheadOptions, 'wake'>) {
    this.#readAhead = new ReadAhead({ ...options, wake: () => this.#wake() });
  }

  get count(): number {
    return this.#count;
  }

  add(job: Job): void {
    this.#count += 1;
    this.#bytes += sizeOf(job);
  }

  delete(job: Job): void {
    this.#count -= 1;
    this.#bytes -= sizeOf(job);
    this.#wake();
  }

  /** Hears that more rows would be of use. */
  ask(): void {
    this.#readAhead.ask();
  }

  /** Settles when there is room for another row; undefined where there is. */
  room(): Promise<void> | undefined {
    if (this.#readAhead.hasRoom(this.#count, this.#bytes)) return undefined;
    return this.#when(() => this.#readAhead.goesOn(this.#count, this.#bytes));
  }

  /** Settles when every row has its answer. */
  async end(): Promise<void> {
    await this.#when(() => this.#count === 0);
  }

  /** From how many on those have to go that only wait for others to fail. */
  get spares(): number {
    return this.#readAhead.sparesFor(this.#count, this.#bytes);
  }

  async #when(holds: () => boolean): Promise<void> {
    if (!holds()) await new Promise<void>((resolve) => this.#waiting.push({ holds, resolve }));
  }

  #wake(): void {
    if (this.#waiting.length === 0) return;
    const ready = this.#waiting.filter(({ holds }) => holds());
    if (ready.length === 0) return;
    this.#waiting = this.#waiting.filter((waiter) => !ready.includes(waiter));
    for (const { resolve } of ready) resolve();
  }
}

/** A bare URL has no text beside it. */
function sizeOf({ text, urlText }: Job): number {
  return text.length + urlText.length;
}
