/** True where a media type is one of the patterns (`image/*`, `application/pdf`); an unknown type matches only `*\/*`. */
export function matchesType(type: string | undefined, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesPattern(type, pattern));
}

function matchesPattern(type: string | undefined, pattern: string): boolean {
  if (pattern === '*/*') return true;
  if (type === undefined) return false;
  // The slash is compared too, so `image/*` takes no `imagery/x`.
  return pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}
