import type { RawHeaders } from '../exchange.js';

/** The first value of a header, by its lower-case name. A scan: no map is built for a response asked three questions. */
export function findHeader(headers: RawHeaders, lowerName: string): string | undefined {
  for (const [name, value] of headers) if (isNamed(name, lowerName)) return value;
  return undefined;
}

/** Every value of a header that may stand several times, in order. */
export function findHeaders(headers: RawHeaders, lowerName: string): string[] {
  return headers.filter(([name]) => isNamed(name, lowerName)).map(([, value]) => value);
}

// Length and first letter rule out nearly all others before a lower-case copy is made.
function isNamed(name: string, lowerName: string): boolean {
  if (name.length !== lowerName.length) return false;
  return (name.charCodeAt(0) | 0x20) === lowerName.charCodeAt(0) && name.toLowerCase() === lowerName;
}

/** All headers by lower-case name, repeated ones joined by ', ' (RFC 9110, 5.3). */
export function collectHeaders(headers: RawHeaders): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = map.get(key);
    map.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return map;
}
