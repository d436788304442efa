import { stableHash } from '@fetchutils/plumbing';

type Spread = { total: number; used: number; start: number };

/** Orders the URLs of a class so that each host's are spread evenly over it; a host's own keep their order. */
export function spreadHosts<Url extends { host: string }>(urls: readonly Url[], salt: string): Url[] {
  const hosts = new Map<string, Spread>();
  for (const { host } of urls) {
    const known = hosts.get(host);
    // Hosts begin at places of their own in each class, or every class would begin with the largest host.
    if (known === undefined)
      hosts.set(host, { total: 1, used: 0, start: stableHash(`${salt} ${host}`) / 2 ** 32 });
    else known.total += 1;
  }
  const placed = urls.map((url, index) => ({ url, index, place: takePlace(hosts.get(url.host)) }));
  placed.sort((a, b) => a.place - b.place || a.index - b.index);
  return placed.map(({ url }) => url);
}

/** The next of a host's places between 0 and 1. */
function takePlace(host: Spread | undefined): number {
  if (host === undefined) return 0;
  host.used += 1;
  return (host.used - 1 + host.start) / host.total;
}
