import { encodeQuery } from './encode-query.js';
import { type SimpleJoin, simpleJoin } from './simple-link.js';

const longestBase = 8_192;

/** Makes the links of one page absolute by the URL standard. */
export class LinkResolver {
  readonly #charset: string;
  readonly #pageUrl: string;
  #base: string;
  #join: SimpleJoin;

  constructor(pageUrl: string, charset: string) {
    this.#pageUrl = pageUrl;
    this.#base = pageUrl;
    this.#join = simpleJoin(pageUrl);
    this.#charset = charset;
  }

  /** What relative links start from. */
  get base(): string {
    return this.#base;
  }

  /**
   * Takes the page's `<base href>`, as the standard does: one that is no URL, `data:` or `javascript:` counts for nothing. Nor
   * does a file where the page is none, or what is so long that each link would become as long.
   */
  setBase(href: string): void {
    const base = parse(encodeQuery(href, this.#charset), this.#pageUrl);
    this.#base = base === undefined || !this.#mayBeBase(base) ? this.#pageUrl : base;
    this.#join = simpleJoin(this.#base);
  }

  #mayBeBase(base: string): boolean {
    if (base.length > longestBase || /^(?:data|javascript):/.test(base)) return false;
    return !base.startsWith('file:') || this.#pageUrl.startsWith('file:');
  }

  /**
   * The absolute URL of an ordinary link, whose scheme is http, https or file and in which nothing needs escaping in JSON;
   * undefined where it takes `resolve` to tell.
   */
  resolveSimple(href: string): string | undefined {
    return this.#join(href);
  }

  /** The absolute URL of a link as it stands on the page, or undefined if it is none; `base` takes the place of the page's. */
  resolve(href: string, base?: string): string | undefined {
    const simple = base === undefined ? this.#join(href) : undefined;
    return simple ?? parse(encodeQuery(href, this.#charset), base ?? this.#base);
  }
}

function parse(href: string, base: string): string | undefined {
  try {
    return new URL(href, base).href;
  } catch {
    return undefined;
  }
}
