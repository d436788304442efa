import ipaddr from 'ipaddr.js';

/** What a connection to an address reaches: only `public` is the internet. */
export type AddressClass = 'public' | 'private' | 'loopback' | 'link-local' | 'multicast' | 'reserved';

const classes: Readonly<Record<string, AddressClass>> = {
  unicast: 'public',
  private: 'private',
  uniqueLocal: 'private',
  carrierGradeNat: 'private',
  deprecatedSiteLocal: 'private',
  loopback: 'loopback',
  // Connecting to 0.0.0.0 or :: reaches this machine.
  unspecified: 'loopback',
  linkLocal: 'link-local',
  multicast: 'multicast',
  broadcast: 'multicast',
};

const remembered = new Map<string, AddressClass>();
const maxRemembered = 10_000;

/** Classifies an IPv4 or IPv6 address; one that carries an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo) by that. */
export function classifyAddress(address: string): AddressClass {
  let found = remembered.get(address);
  if (found === undefined) {
    found = classifyAfresh(address);
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(address, found);
  }
  return found;
}

function classifyAfresh(address: string): AddressClass {
  const text = address.replace(/^\[|\]$|%.*$/g, '');
  if (!ipaddr.isValid(text)) return 'reserved';
  const parsed = ipaddr.parse(text);
  const embedded = parsed instanceof ipaddr.IPv6 ? findEmbedded(parsed) : undefined;
  return classes[(embedded ?? parsed).range()] ?? 'reserved';
}

function findEmbedded(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const bytes = address.toByteArray();
  const range: string = address.range();
  switch (range) {
    case 'ipv4Mapped':
    case 'rfc6145':
      return new ipaddr.IPv4(bytes.slice(12));
    case 'rfc6052':
      // 64:ff9b::/96 only: in the local 64:ff9b:1::/48 the place of the IPv4 address is unknown.
      return bytes.slice(4, 12).every((byte) => byte === 0) ? new ipaddr.IPv4(bytes.slice(12)) : undefined;
    case '6to4':
      return new ipaddr.IPv4(bytes.slice(2, 6));
    case 'teredo':
      return new ipaddr.IPv4(bytes.slice(12).map((byte) => byte ^ 0xff));
    // RFC 4291, 2.5.5.1: `::127.0.0.1`, deprecated, and on no route. `::` and `::1` have ranges of their own.
    case 'unicast':
      return bytes.slice(0, 12).every((byte) => byte === 0) ? new ipaddr.IPv4(bytes.slice(12)) : undefined;
    default:
      return undefined;
  }
}
