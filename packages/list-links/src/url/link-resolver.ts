import { encodeQuery } from './encode-query.js';
import { folderOf, joinSimpleLink } from './simple-link.js';

/** Makes the links of one page absolute by the URL standard. */
export class LinkResolver {
  readonly #charset: string;
  readonly #pageUrl: string;
  #base: string;
  #folder: string | undefined;

  constructor(pageUrl: string, charset: string) {
    this.#pageUrl = pageUrl;
    this.#base = pageUrl;
    this.#folder = folderOf(pageUrl);
    this.#charset = charset;
  }

  /** What relative links start from. */
  get base(): string {
    return this.#base;
  }

  /** Takes the page's `<base href>`, as the standard does: one that is no URL, `data:` or `javascript:` counts for nothing. */
  setBase(href: string): void {
    const base = parse(encodeQuery(href, this.#charset), this.#pageUrl);
    this.#base = base === undefined || /^(?:data|javascript):/.test(base) ? this.#pageUrl : base;
    this.#folder = folderOf(this.#base);
  }

  /** The absolute URL of a link as it stands on the page, or undefined if it is none; `base` takes the place of the page's. */
  resolve(href: string, base?: string): string | undefined {
    if (base !== undefined) return parse(encodeQuery(href, this.#charset), base);
    const simple = this.#folder === undefined ? undefined : joinSimpleLink(this.#folder, href);
    return simple ?? parse(encodeQuery(href, this.#charset), this.#base);
  }
}

function parse(href: string, base: string): string | undefined {
  try {
    return new URL(href, base).href;
  } catch {
    return undefined;
  }
}
