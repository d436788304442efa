import type { ParsedRequest, RecordedRequest } from './recorded-request.js';

/** Remembers requests in order of arrival and counts those that are being answered. */
export class RequestLog {
  readonly #requests: RecordedRequest[] = [];
  readonly #attempts = new Map<string, number>();
  readonly #active = new Map<string, number>();
  readonly #arrivals = new Set<() => void>();

  /** Remembers a request that is about to be answered. */
  begin(
    request: ParsedRequest,
    where: Pick<RecordedRequest, 'connection' | 'positionOnConnection' | 'address'>,
  ): RecordedRequest {
    const attempt = increase(this.#attempts, `${request.host} ${request.target}`);
    const activeThen = increase(this.#active, '');
    const activeOnHostThen = increase(this.#active, request.host);
    const recorded = { ...request, ...where, attempt, activeThen, activeOnHostThen, atMs: performance.now() };
    this.#requests.push(recorded);
    for (const arrived of this.#arrivals) arrived();
    this.#arrivals.clear();
    return recorded;
  }

  /** Counts a request as answered. */
  end({ host }: RecordedRequest): void {
    increase(this.#active, '', -1);
    increase(this.#active, host, -1);
  }

  /** All requests, or those of one path, or those of one path with its query. */
  select(route?: string): readonly RecordedRequest[] {
    if (route === undefined) return this.#requests;
    return this.#requests.filter(({ path, target }) => route === path || route === target);
  }

  /** Resolves when `count` requests for a route have come, so that no test sleeps and hopes. */
  async wait(count: number, route?: string): Promise<void> {
    while (this.select(route).length < count)
      await new Promise<void>((arrived) => this.#arrivals.add(arrived));
  }

  /** The most requests that were ever being answered at once, in all or for one host name. */
  peak(host?: string): number {
    const counts = this.#requests.map((one) =>
      host === undefined ? one.activeThen : one.host === host ? one.activeOnHostThen : 0,
    );
    return counts.reduce((highest, count) => Math.max(highest, count), 0);
  }
}

function increase(counts: Map<string, number>, key: string, by = 1): number {
  const count = (counts.get(key) ?? 0) + by;
  counts.set(key, count);
  return count;
}
