/** Bytes that look random, never compress and are the same for the same seed everywhere. */
export function bodyBytes(length: number, seed: string): Buffer {
  const bytes = Buffer.alloc(length);
  let state = hash(seed);
  for (let at = 0; at < length; at += 4) {
    // xorshift32: fast enough for megabytes, and no state can be zero.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    if (at + 4 <= length) bytes.writeInt32LE(state, at);
    else bytes.fill(state & 0xff, at);
  }
  return bytes;
}

/** The body that the server gives for a target unless its fault says otherwise: `bytes` long, different for every path. */
export function bodyFor(target: string): Buffer {
  const { pathname, searchParams } = new URL(target, 'http://server.invalid');
  return bodyBytes(Number(searchParams.get('bytes') ?? 10_000), pathname);
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193);
  return value | 1;
}
