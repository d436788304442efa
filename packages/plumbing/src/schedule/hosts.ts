import { monotonicMs } from '../monotonic-ms.js';
import { Host } from './host.js';

/** From this many on, hosts of which nothing is to be remembered are forgotten. */
const many = 5000;

/** The hosts that a run knows, by name; their number is bounded by what is waiting, not by what has been. */
export class Hosts<Job> {
  readonly #byName = new Map<string, Host<Job>>();
  readonly #ceiling: number;
  #forgetAt = many;

  /** `ceiling` is how many requests a host may have at a time at most. */
  constructor(ceiling: number) {
    this.#ceiling = ceiling;
  }

  /** The host of that name, new or known. */
  of(name: string): Host<Job> {
    let host = this.#byName.get(name);
    if (host === undefined) {
      if (this.#byName.size >= this.#forgetAt) this.#forget();
      host = new Host<Job>(name, this.#ceiling);
      this.#byName.set(name, host);
    }
    return host;
  }

  all(): Iterable<Host<Job>> {
    return this.#byName.values();
  }

  #forget(): void {
    const now = monotonicMs();
    for (const [name, host] of this.#byName) if (host.isForgettable(now)) this.#byName.delete(name);
    // Those that stay are not looked through again for each new host.
    this.#forgetAt = Math.max(many, 2 * this.#byName.size);
  }
}
