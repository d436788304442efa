import { monotonicMs } from '../monotonic-ms.js';
import { Heap } from './heap.js';

type Alarm = { atMs: number; ring: () => void };

/** Many moments in the future, one timer. */
export class Alarms {
  readonly #heap = new Heap<Alarm>((one, other) => one.atMs < other.atMs);
  #timer: NodeJS.Timeout | undefined;
  #timerAtMs = Infinity;

  set(atMs: number, ring: () => void): void {
    this.#heap.push({ atMs, ring });
    this.#arm();
  }

  /** Forgets all of them. */
  clear(): void {
    this.#heap.clear();
    clearTimeout(this.#timer);
    this.#timerAtMs = Infinity;
  }

  #arm(): void {
    const { first } = this.#heap;
    if (first === undefined || first.atMs >= this.#timerAtMs) return;
    clearTimeout(this.#timer);
    this.#timerAtMs = first.atMs;
    // setTimeout counts in 32 bits; a longer wait is armed again when it rings early.
    this.#timer = setTimeout(
      () => this.#ring(),
      Math.min(Math.max(0, first.atMs - monotonicMs()), 2 ** 31 - 1),
    );
  }

  #ring(): void {
    this.#timerAtMs = Infinity;
    const now = monotonicMs();
    for (let { first } = this.#heap; first !== undefined && first.atMs <= now; { first } = this.#heap) {
      this.#heap.shift();
      first.ring();
    }
    this.#arm();
  }
}
