import type { Place } from './place.js';

const unreserved = /^[\w.~-]*$/;

/** Percent-encodes a value so that it is one piece of the place where it stands, and decodes to itself. */
export function encodeFor(place: Place): (text: string) => string {
  if (place === 'start' || place === 'host') return (text) => text;
  const keep = place === 'path' ? restoreInPath : restoreInQuery;
  return (text) => (unreserved.test(text) ? text : keep(encodeURIComponent(text).replaceAll("'", '%27')));
}

/** RFC 3986 pchar: `/` divides segments, `?` and `#` end the path; `&`, `=` and `+` mean nothing here. */
function restoreInPath(encoded: string): string {
  return encoded.replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent);
}

/** RFC 3986 query without what divides its parameters: `&`, `=`, `;` and the `+` that many read as a space. */
function restoreInQuery(encoded: string): string {
  return encoded.replace(/%(?:24|2C|2F|3A|3F|40)/g, decodeURIComponent);
}
