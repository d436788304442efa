/** What resolv.conf says about names that are not whole. */
export type SearchDomains = { domains: readonly string[]; ndots: number };

/** Reads `search`, `domain` and `options ndots:` of a resolv.conf; the last of search and domain wins, as in resolver(5). */
export function parseSearchDomains(text: string): SearchDomains {
  let domains: readonly string[] = [];
  let ndots = 1;
  for (const line of text.split('\n')) {
    const [word, ...rest] = line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/);
    if (word === 'search') domains = rest;
    else if (word === 'domain') domains = rest.slice(0, 1);
    else if (word === 'options') ndots = readNdots(rest) ?? ndots;
  }
  return {
    domains: domains.map((domain) => domain.replace(/\.$/, '')).filter((domain) => domain !== ''),
    ndots,
  };
}

/**
 * The names to ask for, in order. A name without a dot goes through the search list first; one with fewer dots than
 * ndots is asked as it stands first, so that no search domain can stand in for a host of the internet.
 */
export function listCandidates(name: string, { domains, ndots }: SearchDomains): string[] {
  if (name.endsWith('.')) return [name];
  const dots = name.split('.').length - 1;
  const searched = dots < ndots ? domains.map((domain) => `${name}.${domain}`) : [];
  return dots === 0 ? [...searched, name] : [name, ...searched];
}

function readNdots(options: readonly string[]): number | undefined {
  const found = options
    .map((option) => /^ndots:(\d+)$/.exec(option)?.[1])
    .find((value) => value !== undefined);
  return found === undefined ? undefined : Number(found);
}
