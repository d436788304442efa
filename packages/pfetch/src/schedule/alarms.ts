type Alarm = { atMs: number; ring: () => void };

/** Many moments in the future, one timer: a heap by time. */
export class Alarms {
  readonly #heap: Alarm[] = [];
  #timer: NodeJS.Timeout | undefined;
  #timerAtMs = Infinity;

  set(atMs: number, ring: () => void): void {
    this.#heap.push({ atMs, ring });
    this.#siftUp(this.#heap.length - 1);
    this.#arm();
  }

  /** Forgets all of them. */
  clear(): void {
    this.#heap.length = 0;
    clearTimeout(this.#timer);
    this.#timerAtMs = Infinity;
  }

  #arm(): void {
    const first = this.#heap[0];
    if (first === undefined || first.atMs >= this.#timerAtMs) return;
    clearTimeout(this.#timer);
    this.#timerAtMs = first.atMs;
    // setTimeout counts in 32 bits; a longer wait is armed again when it rings early.
    this.#timer = setTimeout(() => this.#ring(), Math.min(Math.max(0, first.atMs - Date.now()), 2 ** 31 - 1));
  }

  #ring(): void {
    this.#timerAtMs = Infinity;
    const now = Date.now();
    for (let first = this.#heap[0]; first !== undefined && first.atMs <= now; first = this.#heap[0]) {
      this.#pop();
      first.ring();
    }
    this.#arm();
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#siftDown(0);
  }

  #siftUp(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfEarlier(at, parent)) return;
      at = parent;
    }
  }

  #siftDown(from: number): void {
    for (let at = from; ;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const child = this.#timeOf(right) < this.#timeOf(left) ? right : left;
      if (!this.#swapIfEarlier(child, at)) return;
      at = child;
    }
  }

  #swapIfEarlier(lower: number, upper: number): boolean {
    const [below, above] = [this.#heap[lower], this.#heap[upper]];
    if (below === undefined || above === undefined || below.atMs >= above.atMs) return false;
    this.#heap[lower] = above;
    this.#heap[upper] = below;
    return true;
  }

  #timeOf(at: number): number {
    return this.#heap[at]?.atMs ?? Infinity;
  }
}
