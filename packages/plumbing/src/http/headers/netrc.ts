import { readFileSync } from 'node:fs';

import { reasonOf, UsageError } from '../../failures.js';
import type { Login } from '../login.js';
import { quote } from '../../quote.js';

/** Logins by host, as a netrc file has them. */
export type Netrc = (hostname: string) => Login | undefined;

/** Reads a netrc file as curl does; one that cannot be read is wrong usage. */
export function readNetrc(path: string): Netrc {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read the netrc file ${quote(path)}: ${reasonOf(error)}`);
  }
  return parseNetrc(text);
}

/** The first entry for a host counts, and `default` for every host after it; macros and comments are passed over. */
export function parseNetrc(text: string): Netrc {
  const entries: { machine: string | undefined; login: Partial<Login> }[] = [];
  const tokens = tokenize(text);
  for (let token = tokens.shift(); token !== undefined; token = tokens.shift()) {
    const login = entries.at(-1)?.login;
    if (token === 'machine') entries.push({ machine: tokens.shift()?.toLowerCase(), login: {} });
    else if (token === 'default') entries.push({ machine: undefined, login: {} });
    else if (token === 'login' && login) login.user = tokens.shift() ?? '';
    else if (token === 'password' && login) login.password = tokens.shift() ?? '';
    else if (token === 'account') tokens.shift();
  }
  return (hostname) => {
    const found = entries.find(({ machine }) => machine === undefined || machine === hostname);
    return found?.login.user === undefined
      ? undefined
      : { password: '', ...found.login, user: found.login.user };
  };
}

function tokenize(text: string): string[] {
  // A macro ends at the first empty line.
  const withoutMacros = text.replace(/\r\n/g, '\n').replace(/^\s*macdef\b[^]*?(\n\n|$(?![^]))/gm, '');
  const withoutComments = withoutMacros.replace(/^\s*#.*$/gm, '');
  return (withoutComments.match(/"(?:\\.|[^"\\])*"|\S+/g) ?? []).map(unquote);
}

function unquote(token: string): string {
  if (!token.startsWith('"') || !token.endsWith('"') || token.length < 2) return token;
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  return token.slice(1, -1).replace(/\\(.)/g, (_, char: string) => escapes[char] ?? char);
}
