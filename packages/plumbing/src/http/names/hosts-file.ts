import { type Address, parseAddress } from './address.js';

/** The names of an /etc/hosts, in lower case, with their addresses in the order of the file. */
export function parseHostsFile(text: string): ReadonlyMap<string, readonly Address[]> {
  const hosts = new Map<string, Address[]>();
  for (const line of text.split('\n')) {
    const [literal = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const address = parseAddress(literal.replace(/%.*/, ''));
    if (!address) continue;
    for (const name of names) {
      const known = hosts.get(name.toLowerCase());
      if (known) known.push(address);
      else hosts.set(name.toLowerCase(), [address]);
    }
  }
  return hosts;
}
