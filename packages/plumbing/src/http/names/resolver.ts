import { monotonicMs } from '../../monotonic-ms.js';
import { type Address, parseAddress } from './address.js';
import { classifyError } from '../classify-error.js';
import type { FetchError } from '../fetch-error.js';
import { parseHostsFile } from './hosts-file.js';
import { createNameLookup, type NameLookupSettings } from './name-lookup.js';
import { readIfThere } from './read-if-there.js';
import type { ResolveOverride } from './resolve-override.js';

export type ResolverSettings = NameLookupSettings & {
  overrides?: readonly ResolveOverride[];
  hostsPath?: string;
  maxEntries?: number;
  /** A clock in milliseconds. */
  now?: () => number;
};

/** Host names to addresses, remembered. */
export type Resolver = {
  /**
   * The addresses in the order in which to try them: at once where they are known, which is the hot path. Rejects with
   * a FetchError of kind `dns`.
   */
  resolve(hostname: string, port: number): readonly Address[] | Promise<readonly Address[]>;
};

type Entry = { until: number; addresses: readonly Address[]; error?: FetchError };

const defaultMaxEntries = 20_000;
const shortestTtlMs = 10_000;
const longestTtlMs = 3_600_000;
const notFoundTtlMs = 30_000;
/** Long enough to answer a queue of jobs of one host at once, short enough for the retry after a backoff. */
const failureTtlMs = 500;

/** Resolves names by --resolve, /etc/hosts, then DNS: one query a name in flight, answers kept for their TTL, failures briefly. */
export function createResolver(settings: ResolverSettings = {}): Resolver {
  const now = settings.now ?? monotonicMs;
  const maxEntries = settings.maxEntries ?? defaultMaxEntries;
  const entries = new Map<string, Entry>();
  const inFlight = new Map<string, Promise<readonly Address[]>>();
  const pinned = new Map(
    settings.overrides?.map(({ host, port, addresses }) => [`${host}:${port}`, addresses]),
  );
  const findKnown = createKnownHosts(settings);
  let lookup: ReturnType<typeof createNameLookup> | undefined;

  const findPinned = (hostname: string, port: number): readonly Address[] | undefined =>
    pinned.get(`${withoutRoot(hostname)}:${port}`) ?? pinned.get(`*:${port}`);

  const remember = (hostname: string, entry: Entry): void => {
    entries.delete(hostname);
    for (const oldest of entries.keys()) {
      if (entries.size < maxEntries) break;
      entries.delete(oldest);
    }
    entries.set(hostname, entry);
  };

  const query = async (hostname: string): Promise<readonly Address[]> => {
    try {
      lookup ??= createNameLookup(settings);
      const { addresses, ttlMs } = await lookup(hostname);
      remember(hostname, {
        addresses,
        until: now() + Math.min(Math.max(ttlMs, shortestTtlMs), longestTtlMs),
      });
      return addresses;
    } catch (thrown) {
      const error = classifyError(thrown, 'dns');
      const ttlMs = error.retryable ? failureTtlMs : notFoundTtlMs;
      remember(hostname, { addresses: [], error, until: now() + ttlMs });
      throw error;
    } finally {
      inFlight.delete(hostname);
    }
  };

  return {
    resolve(hostname, port) {
      const override = pinned.size === 0 ? undefined : findPinned(hostname, port);
      if (override) return override;
      const entry = entries.get(hostname);
      if (entry && entry.until > now()) return entry.error ? Promise.reject(entry.error) : entry.addresses;
      const known = findKnown(hostname);
      if (known) {
        remember(hostname, { addresses: known, until: Infinity });
        return known;
      }
      let answer = inFlight.get(hostname);
      if (!answer) inFlight.set(hostname, (answer = query(hostname)));
      return answer;
    },
  };
}

/** Literals, /etc/hosts and localhost: what needs no query. The hosts file is read when the first name comes. */
function createKnownHosts({
  family,
  hostsPath,
}: ResolverSettings): (hostname: string) => readonly Address[] | undefined {
  let hosts: ReadonlyMap<string, readonly Address[]> | undefined;
  return (hostname) => {
    const literal = parseAddress(hostname);
    if (literal) return [literal];
    hosts ??= parseHostsFile(readIfThere(hostsPath ?? '/etc/hosts'));
    const name = withoutRoot(hostname).toLowerCase();
    const known = hosts.get(name) ?? (isLocalhost(name) ? loopback : undefined);
    const usable = known?.filter((address) => family === undefined || address.family === family);
    return usable && usable.length > 0 ? usable : undefined;
  };
}

/** `h.example.` is `h.example`. */
function withoutRoot(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
}

const loopback: readonly Address[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/** RFC 6761, 6.3: these never go to a name server. */
function isLocalhost(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost');
}
