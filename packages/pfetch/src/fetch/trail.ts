import {
  type AddressPolicy,
  checkAddress,
  type FetchError,
  findRedirect,
  type HopAddress,
  type Login,
  mayCarryCredentials,
  type ResponseHead,
  takeLogin,
} from '@fetchutils/plumbing/http';

/** The way of one attempt from hop to hop: where it is, what it may carry there, and where it is sent next. */
export class Trail {
  /** Where it began, without the login that stood in the URL. */
  readonly firstUrl: URL;
  readonly #login: Login | undefined;
  #url: URL;
  /** False once a redirect has left the place that the user's credentials are for. */
  #mayCarryCredentials = true;
  #visited: string[] | undefined;
  #redirects = 0;
  #hop: HopAddress | undefined;
  #previousHop: HopAddress | undefined;

  constructor(start: URL) {
    const { url, login } = takeLogin(start);
    this.firstUrl = this.#url = url;
    this.#login = login;
  }

  get url(): URL {
    return this.#url;
  }

  /** Where redirects have led; undefined where there was none. */
  get finalUrl(): URL | undefined {
    return this.#visited === undefined ? undefined : this.#url;
  }

  get mayCarryCredentials(): boolean {
    return this.#mayCarryCredentials;
  }

  /** The login that stood in the URL, as far as it goes. */
  get login(): Login | undefined {
    return this.#mayCarryCredentials ? this.#login : undefined;
  }

  /** Judges the address that this hop is connected to. */
  connect(address: string, policy: AddressPolicy): FetchError | undefined {
    this.#hop = { hostname: this.#url.hostname, address };
    return checkAddress(policy, this.#hop, this.#previousHop);
  }

  /** Where an answer redirects to, if it does and may. */
  findNext(head: ResponseHead, hasNewCookies: boolean, maxRedirects: number): URL | FetchError | undefined {
    if (head.status < 300 || head.status > 399) return undefined;
    // A server that redirects to the same URL to see whether its cookie comes back is no loop.
    if (hasNewCookies) this.#visited = [];
    else (this.#visited ??= []).push(this.#url.href);
    this.#redirects += 1;
    return findRedirect({
      status: head.status,
      headers: head.headers,
      url: this.#url,
      visited: this.#visited,
      followed: this.#redirects - 1,
      maxRedirects,
    });
  }

  /** Goes on to where a redirect led. */
  follow(next: URL): void {
    this.#previousHop = this.#hop;
    this.#mayCarryCredentials &&= mayCarryCredentials(this.#url, next);
    this.#url = takeLogin(next).url;
  }
}
