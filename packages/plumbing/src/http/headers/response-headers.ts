import type { RawHeaders } from '../exchange.js';

/** The first value of a header, by its lower-case name. A scan: no map is built for a response asked three questions. */
export function findHeader(headers: RawHeaders, lowerName: string): string | undefined {
  for (const [name, value] of headers) {
    if (name.length === lowerName.length && name.toLowerCase() === lowerName) return value;
  }
  return undefined;
}

/** Every value of a header that may stand several times, in order. */
export function findHeaders(headers: RawHeaders, lowerName: string): string[] {
  const isMeant = (name: string): boolean =>
    name.length === lowerName.length && name.toLowerCase() === lowerName;
  return headers.filter(([name]) => isMeant(name)).map(([, value]) => value);
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
