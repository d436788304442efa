import type { FetchError } from '@fetchutils/plumbing/http';

import { allAllowed, nothingAllowed, type RobotsRules } from './robots-rules.js';

/** So many origins are known at a time; of the others robots.txt is asked for again. */
const mostOrigins = 1_000;
/** RFC 9309, 2.5: what is longer need not be read. */
export const mostRobotsBytes = 500 * 1024;
/** RFC 9309, 2.3.1.2 */
export const mostRobotsHops = 5;

type Known<Page> = { rules: RobotsRules | undefined; waiting: Page[] };

/** The robots.txt of every origin of a crawl: asked for once, and pages wait for it. */
export class Robots<Page> {
  readonly #origins = new Map<string, Known<Page>>();
  readonly #ask: (origin: string, page: Page) => void;

  /** `ask` is to fetch the robots.txt of an origin, for a page, and to tell `learn`. */
  constructor(ask: (origin: string, page: Page) => void) {
    this.#ask = ask;
  }

  /** What an origin allows; undefined where that is not known yet, and the page is given back by `learn`. */
  rulesFor(origin: string, page: Page): RobotsRules | undefined {
    const known = this.#origins.get(origin);
    if (known?.rules !== undefined) return known.rules;
    if (known !== undefined) known.waiting.push(page);
    else {
      this.#forget();
      this.#origins.set(origin, { rules: undefined, waiting: [page] });
      this.#ask(origin, page);
    }
    return undefined;
  }

  /** Takes what was found; the answer is the pages that have waited for it. */
  learn(origin: string, rules: RobotsRules): readonly Page[] {
    const waiting = this.#origins.get(origin)?.waiting ?? [];
    this.#origins.set(origin, { rules, waiting: [] });
    return waiting;
  }

  #forget(): void {
    if (this.#origins.size < mostOrigins) return;
    for (const [origin, { rules }] of this.#origins) {
      if (rules !== undefined) return void this.#origins.delete(origin);
    }
  }
}

/** What a failed robots.txt means: one that is not there allows all, one that cannot be had nothing (RFC 9309, 2.3.1). */
export function rulesWithout(status: number | undefined, error: FetchError | undefined): RobotsRules {
  if (error === undefined || error.kind === 'redirect') return allAllowed;
  const isThere = status === undefined || status < 400 || status >= 500 || status === 429;
  return isThere ? nothingAllowed : allAllowed;
}
