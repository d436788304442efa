/** 64 bits of a text as two words that are never both 0 (cyrb53's mixing, without its cut to 53 bits). */
export function fingerprint(text: string): [high: number, low: number] {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    high = Math.imul(high ^ char, 0x9e3779b1);
    low = Math.imul(low ^ char, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return [high >>> 0, low >>> 0 || 1];
}
