import type { Login } from '../login.js';
import type { ResponseHead } from '../exchange.js';
import type { FetchError } from '../fetch-error.js';
import { type AddressPolicy, checkAddress, type HopAddress } from '../guard/address-guard.js';
import { findRedirect, isRedirectStatus, mayCarryCredentials } from './redirect.js';
import { takeLogin } from './request-url.js';

/** What named a URL that the user did not name: a page, or a row in place of a mirror. The rules of a redirect hold from there. */
export type Referral = {
  url: URL;
  /** Absent for what is not of the web, or has not been connected to. */
  hop?: HopAddress | undefined;
  /** False once it is no longer the place that the user's credentials are for. */
  mayCarryCredentials: boolean;
  login?: Login | undefined;
  /** Where it asks for more of the same: whether it was a stranger itself. */
  isStranger?: boolean | undefined;
};

/** The way of one attempt from hop to hop: where it is, what it may carry there, and where it is sent next. */
export class Trail {
  /** Where it began, without the login that stood in the URL. */
  readonly firstUrl: URL;
  /** True where it began at a place that was named by another, and is not of that: what the user says with -H is not for there. */
  readonly isStranger: boolean;
  #url: URL;
  #login: Login | undefined;
  #mayCarryCredentials = true;
  /** The URLs asked since anything last changed in what is sent. */
  #visited: string[] | undefined;
  #redirects: string[] | undefined;
  #hop: HopAddress | undefined;
  #previousHop: HopAddress | undefined;

  constructor(start: URL, from?: Referral) {
    const { url, login } = takeLogin(start);
    this.firstUrl = this.#url = url;
    if (from !== undefined) {
      this.#mayCarryCredentials = from.mayCarryCredentials && mayCarryCredentials(from.url, url);
      this.#previousHop = from.hop;
    }
    this.isStranger = from?.isStranger ?? !this.#mayCarryCredentials;
    this.#login = login ?? (this.#mayCarryCredentials ? from?.login : undefined);
  }

  get url(): URL {
    return this.#url;
  }

  /** False once a redirect has left the place that the user's credentials are for. */
  get mayCarryCredentials(): boolean {
    return this.#mayCarryCredentials;
  }

  /** The login that stood in the URL, or in the Location that led here. */
  get login(): Login | undefined {
    return this.#login;
  }

  /** Where redirects have led to, the last one included. */
  get redirects(): readonly string[] {
    return this.#redirects ?? [];
  }

  /** For requests that this one leads to. */
  get referral(): Referral {
    return {
      url: this.#url,
      hop: this.#hop,
      mayCarryCredentials: this.#mayCarryCredentials,
      login: this.#login,
    };
  }

  /** For further requests of what is had here: they carry what this one did. */
  get sameAgain(): Referral {
    return { ...this.referral, isStranger: this.isStranger };
  }

  /** Judges the address that this hop is connected to. */
  connect(address: string, policy: AddressPolicy): FetchError | undefined {
    this.#hop = { hostname: this.#url.hostname, address };
    return checkAddress(policy, this.#hop, this.#previousHop);
  }

  /** Where an answer redirects to, if it does and may. */
  findNext(head: ResponseHead, hasNewCookies: boolean, maxRedirects: number): URL | FetchError | undefined {
    if (!isRedirectStatus(head.status)) return undefined;
    // A server that redirects to the same URL to see whether its cookie comes back is no loop.
    if (hasNewCookies) this.#visited = [];
    else (this.#visited ??= []).push(this.#url.href);
    return findRedirect({
      status: head.status,
      headers: head.headers,
      url: this.#url,
      visited: this.#visited,
      followed: this.redirects.length,
      maxRedirects,
    });
  }

  /** Goes on to where a redirect led. */
  follow(next: URL): void {
    this.#previousHop = this.#hop;
    this.#mayCarryCredentials &&= mayCarryCredentials(this.#url, next);
    const { url, login } = takeLogin(next);
    this.#url = url;
    this.#login = login ?? (this.#mayCarryCredentials ? this.#login : undefined);
    (this.#redirects ??= []).push(url.href);
  }
}
