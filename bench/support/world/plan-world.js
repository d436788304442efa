import { createDice } from './create-dice.js';

/** What each host may do with the bytes of a file. */
export const bodyBytes = 5000;
const domain = 'bench.test';
const [plain, slow, limited, dead] = [0.5, 0.1, 0.1, 0.3];
const deaths = ['no-name', 'refused', 'no-syn-ack', 'says-nothing', 'stalls'];
const favourites = 5;

/**
 * Invents a web: hosts with their manners, and a shuffled list of URLs. Five hosts that live hold 60 % of the list, as in
 * ImageNet's; the others get theirs by Zipf's law. 20 % of the URLs of living hosts are 404s. The same seed, the same web.
 */
export function planWorld({ hosts: hostCount, urls: urlCount, ports, seed = 1 }) {
  const dice = createDice(seed);
  const kinds = dice.shuffle(kindsOf(hostCount - favourites));
  const hosts = Array.from({ length: hostCount }, (_, i) => {
    const kind = i < favourites ? 'plain' : kinds[i - favourites];
    const name = `h${i}.${domain}`;
    // The real web's latencies: log-normal, half below 120 ms, one in a hundred above 770 ms.
    const latencyMs = kind === 'slow' ? 1000 + 1000 * dice.real() : Math.min(2000, dice.logNormal(120, 0.8));
    return {
      ...{ name, kind, latencyMs, urls: 0, missing: 0, port: ports[kind] ?? ports.web },
      ...abilities(kind, i),
    };
  });
  const urls = dice.shuffle(spread(hosts, urlCount)).map((host) => {
    const isMissing = isAlive(host) && dice.real() < 0.2;
    const at = host.urls;
    host.urls += 1;
    host.missing += isMissing ? 1 : 0;
    return `http://${host.name}:${host.port}/${isMissing ? 'missing' : 'found'}/${host.name}-${at}.jpg`;
  });
  return { hosts, urls };
}

/** True for a host that answers. */
export function isAlive({ kind }) {
  return !deaths.includes(kind);
}

function kindsOf(count) {
  const shares = { plain, slow, limited };
  for (const death of deaths) shares[death] = dead / deaths.length;
  const kinds = Object.entries(shares).flatMap(([kind, share]) =>
    Array(Math.floor(share * count)).fill(kind),
  );
  return [...kinds, ...Array(count - kinds.length).fill('plain')];
}

/** How many requests a host works on at a time (more wait in its queue), and how many a second it allows. */
function abilities(kind, rank) {
  if (kind === 'limited') return { atATime: 8, perSecond: 5, burst: 2 };
  return { atATime: rank < favourites ? 64 : 8 };
}

function spread(hosts, urlCount) {
  const others = hosts.length - favourites;
  const harmonic = Array.from({ length: others }, (_, i) => 1 / (i + 10)).reduce(
    (sum, part) => sum + part,
    0,
  );
  const owners = hosts.flatMap((host, rank) => {
    const share = rank < favourites ? 0.6 / favourites : (0.4 * (1 / (rank - favourites + 10))) / harmonic;
    return Array(Math.max(1, Math.round(share * urlCount))).fill(host);
  });
  return owners.slice(0, Math.max(urlCount, hosts.length));
}
