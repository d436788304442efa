import type { Appetite } from '@fetchutils/plumbing/schedule';

/**
 * So many rows wait where all downloads are busy, with one host or with several. Those that wait for long are moved by the
 * collector, and leave their remains where it comes late: 50,000 files from one host took 138 MB where some thousands
 * waited, and take 111 MB so.
 */
const enough = { few: 500, some: 10_000 };
/** What the texts of open rows may come to, however few they are: a row takes some three times its text. */
const mostBytes = 16 * 1024 * 1024;
/**
 * How fast the rest of the input is read while downloads are idle: twice as far each 60 ms, in small steps. A host that is
 * just getting going wants rows for a moment only, and is kept waiting by each step: with 20 ms a request it had its 100
 * connections after 220 ms where the reach doubled each 20 ms, and has them after 130 ms so.
 */
const growth = { everyMs: 10, by: 1.12 };

export type ReadAheadOptions = {
  /** Rows that may be open at most: under way, or waiting. */
  most: number;
  /** Downloads that may be under way. */
  jobs: number;
  /** How many more rows would be of use. */
  appetite(): Appetite;
  /** Hears that there is room again. */
  wake(): void;
};

/** How far the input is read ahead: not far, and further and further while that leaves downloads idle. */
export class ReadAhead {
  readonly #options: ReadAheadOptions;
  /** Rows that may be open. */
  readonly #limits: Record<Appetite, number>;
  #isFull = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ReadAheadOptions) {
    this.#options = options;
    const limitOf = (waiting: number): number => Math.min(options.most, options.jobs + waiting);
    this.#limits = { few: limitOf(enough.few), some: limitOf(enough.some), all: limitOf(enough.few) };
  }

  /** True where another row may be read while so many are open, of so many bytes. */
  hasRoom(open: number, bytes: number): boolean {
    this.#isFull = open >= this.#limit;
    if (this.#isFull) this.ask();
    return !this.#isFull && bytes < mostBytes;
  }

  /** True where reading goes on after there was no room: not for each row, because that costs a promise. */
  goesOn(open: number, bytes: number): boolean {
    const limit = this.#limit;
    return open <= limit - Math.min(limit, enough.few) / 4 && bytes <= (mostBytes * 3) / 4;
  }

  /** From how many on those of the open rows have to go that only wait for others to fail. */
  sparesFor(open: number, bytes: number): number {
    if (bytes >= (mostBytes * 3) / 4) return 0;
    return open >= this.#options.most ? open / 2 : Infinity;
  }

  /** Hears that more rows may be wanted. */
  ask(): void {
    if (!this.#isFull || this.#timer !== undefined || this.#options.appetite() !== 'all') return;
    // Downloads under way keep the process alive.
    this.#timer = setTimeout(() => this.#resize(), growth.everyMs).unref();
  }

  get #limit(): number {
    return this.#limits[this.#options.appetite()];
  }

  #resize(): void {
    const { most, appetite, wake } = this.#options;
    this.#timer = undefined;
    if (appetite() === 'all') this.#limits.all = Math.min(most, Math.ceil(growth.by * this.#limits.all));
    wake();
  }
}
