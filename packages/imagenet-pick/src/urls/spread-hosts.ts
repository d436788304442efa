import { stableHash } from '@fetchutils/plumbing';

/** Orders the URLs of a class so that each host's are spread evenly over it; a host's own keep their order. */
export function spreadHosts<Url extends { host: string }>(urls: readonly Url[], salt: string): Url[] {
  const totals = new Map<string, number>();
  for (const { host } of urls) totals.set(host, (totals.get(host) ?? 0) + 1);
  // Hosts begin at places of their own in each class, or every class would begin with the largest host.
  const starts = new Map([...totals.keys()].map((host) => [host, stableHash(`${salt} ${host}`) / 2 ** 32]));
  const used = new Map<string, number>();
  const placed = urls.map((url, index) => {
    const nth = used.get(url.host) ?? 0;
    used.set(url.host, nth + 1);
    return { url, index, place: (nth + (starts.get(url.host) ?? 0)) / (totals.get(url.host) ?? 1) };
  });
  return placed.sort((a, b) => a.place - b.place || a.index - b.index).map(({ url }) => url);
}
