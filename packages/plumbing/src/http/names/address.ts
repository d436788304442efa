import { late } from '../../late-modules.js';

/** Where a socket can connect to. */
export type Address = { address: string; family: 4 | 6 };

/** The address that a literal (also `[::1]`, as URLs have it) stands for; undefined for a name. */
export function parseAddress(text: string): Address | undefined {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  const family = late.net.isIP(bare);
  return family === 4 || family === 6 ? { address: bare, family } : undefined;
}

/** The families taking turns, IPv6 first (RFC 8305, 4), so that one dead family costs one attempt. */
export function interleaveFamilies(addresses: readonly Address[]): Address[] {
  const six = addresses.filter(({ family }) => family === 6);
  const four = addresses.filter(({ family }) => family === 4);
  const turns: Address[] = [];
  for (let i = 0; i < Math.max(six.length, four.length); i++) {
    turns.push(...six.slice(i, i + 1), ...four.slice(i, i + 1));
  }
  return turns;
}
