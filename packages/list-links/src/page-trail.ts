import type { PageRequest } from './pages/page-request.js';
import type { PageSource } from './pages/page-source.js';

// What is longer would be repeated in each row of its page.
const longestUrl = 8_192;

/** The pages that follow from one that was asked for; none is read twice. */
export class PageTrail {
  readonly #maxPages: number;
  readonly #visited = new Set<string>();
  #pages = 0;

  constructor(maxPages: number) {
    this.#maxPages = maxPages;
  }

  /** Takes note of a page that was read, by all URLs it goes by. */
  visit(...urls: (string | undefined)[]): void {
    this.#pages += 1;
    for (const url of urls) if (url !== undefined) this.#visited.add(withoutFragment(url));
  }

  /** The page to go on with, or why there is none: it has been read, it is one too many, or not for us to read. */
  next(
    { carried }: PageRequest,
    from: PageSource,
    url: string | undefined,
  ): PageRequest | 'end' | 'too many' {
    if (url === undefined || url.length > longestUrl) return 'end';
    const next = withoutFragment(url);
    // A page of the web has no business with our files.
    const isReadable = /^https?:/.test(next) || (from.url.startsWith('file:') && next.startsWith('file:'));
    if (!isReadable || this.#visited.has(next)) return 'end';
    if (this.#pages >= this.#maxPages) return 'too many';
    return { name: next, url: next, carried, from: from.referral ?? fromNowhere };
  }
}

/** A page on our own disk or standard input can lead anywhere, and the user's credentials are for no place that it names. */
const fromNowhere = { url: new URL('about:blank'), mayCarryCredentials: false };

function withoutFragment(url: string): string {
  return url.replace(/#.*/s, '');
}
