import type { Login } from '../login.js';
import { FetchError } from '../fetch-error.js';

/** A URL as it can be asked for: the login that stood in it is taken out, so that it shows up nowhere. */
export type RequestUrl = { url: URL; login?: Login };

/** Reads an http: or https: URL; anything else is a FetchError of kind `input`. */
export function parseRequestUrl(text: string): URL | FetchError {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return new FetchError('input', 'bad-url', 'not a URL');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return new FetchError('input', 'bad-scheme', `neither http nor https: ${url.protocol}`);
  }
  return url;
}

/** The URL without userinfo, and the login that it held. */
export function takeLogin(url: URL): RequestUrl {
  if (url.username === '' && url.password === '') return { url };
  const login = { user: decode(url.username), password: decode(url.password) };
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return { url: bare, login };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
