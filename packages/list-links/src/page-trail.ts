import type { PageRequest } from './pages/page-request.js';

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
  next(from: PageRequest, url: string | undefined): PageRequest | 'end' | 'too many' {
    if (url === undefined) return 'end';
    const next = withoutFragment(url);
    const isFile = from.path !== undefined || from.url?.startsWith('file:') === true;
    // A page of the web has no business with our files.
    const isReadable = /^https?:/.test(next) || (isFile && next.startsWith('file:'));
    if (!isReadable || this.#visited.has(next)) return 'end';
    return this.#pages < this.#maxPages ? { name: next, url: next, carried: from.carried } : 'too many';
  }
}

function withoutFragment(url: string): string {
  return url.replace(/#.*/s, '');
}
