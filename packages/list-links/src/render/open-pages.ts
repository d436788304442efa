import { toUrl } from '@fetchutils/plumbing';
import {
  type AddressPolicy,
  checkAddress,
  type FetchError,
  type HopAddress,
} from '@fetchutils/plumbing/http';

/** A page that a browser has open: its host, where that was found first, and where it was led to from. */
export type OpenPage = { hostname: string; address: string | undefined; from: HopAddress | undefined };

/**
 * The address guard of a browser, which does not say for which of its pages it connects: a private address is reached only if
 * none of those that are open would have to leave a public one for it.
 */
export class OpenPages {
  readonly #policy: AddressPolicy;
  readonly #pages = new Set<OpenPage>();

  constructor(policy: AddressPolicy) {
    this.#policy = policy;
  }

  open(url: string, from: HopAddress | undefined): OpenPage {
    const page = { hostname: toUrl(url)?.hostname ?? '', address: undefined, from };
    this.#pages.add(page);
    return page;
  }

  close(page: OpenPage): void {
    this.#pages.delete(page);
  }

  /** Why the browser may not connect there, if it may not. */
  judge(hop: HopAddress): FetchError | undefined {
    if (this.#policy !== 'default') return checkAddress(this.#policy, hop);
    for (const page of this.#pages) {
      const isFirst = page.address === undefined && page.hostname === hop.hostname;
      // A name that was public once must not become private under the page's hands.
      const previous = isFirst ? page.from : hopOf(page);
      const refusal = checkAddress(this.#policy, hop, previous);
      if (refusal !== undefined) return refusal;
      if (isFirst) page.address = hop.address;
    }
    return undefined;
  }
}

/** Where an open page is; a file of our own is nowhere. */
export function hopOf({ hostname, address }: OpenPage): HopAddress | undefined {
  return hostname === '' ? undefined : { hostname, address: address ?? '' };
}
