/** 64 bits of hash of a URL, as two whole numbers for a UrlSet. */
export function hashUrl(url: string): { low: number; high: number } {
  let low = 0x811c9dc5;
  let high = 0x2545f491;
  for (let at = 0; at < url.length; at += 1) {
    const unit = url.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x9e3779b1);
    high = Math.imul((high + unit) | 0, 0x85ebca77);
    high ^= high >>> 13;
  }
  return { low: low ^ (high >>> 16), high: high ^ Math.imul(low, 0xc2b2ae3d) };
}
