/** Where the host of a URL begins and ends among some bytes; both are `end` where there is none. */
export type HostSpan = { start: number; end: number };

const colon = 0x3a;
const slash = 0x2f;

/** Finds the host name in a URL: what stands between "://" and the next "/", ":", "?" or "#". */
export function findHost(bytes: Uint8Array, start: number, end: number): HostSpan {
  // "http" and "https" are all that a list holds; for other schemes this looks on.
  let at = start + 4;
  while (at < end && bytes[at] !== colon) at += 1;
  if (bytes[at + 1] !== slash || bytes[at + 2] !== slash) return { start: end, end };
  const hostStart = at + 3;
  at = hostStart;
  while (at < end && !endsHost(bytes[at] ?? slash)) at += 1;
  return { start: Math.min(hostStart, end), end: at };
}

/** True where the host is flickr.com, staticflickr.com or a name below one of them. */
export function isFlickrHost(bytes: Uint8Array, { start, end }: HostSpan): boolean {
  // The last letter alone rules out most hosts.
  if (((bytes[end - 1] ?? 0) | 0x20) !== 0x6d || !endsWith(bytes, start, end, 'flickr.com')) return false;
  const nameStart = endsWith(bytes, start, end, 'staticflickr.com') ? end - 16 : end - 10;
  return nameStart === start || bytes[nameStart - 1] === 0x2e;
}

function endsHost(byte: number): boolean {
  return byte === slash || byte === colon || byte === 0x3f || byte === 0x23;
}

function endsWith(bytes: Uint8Array, start: number, end: number, name: string): boolean {
  if (end - start < name.length) return false;
  for (let index = 0; index < name.length; index += 1) {
    const byte = bytes[end - name.length + index] ?? 0;
    // Setting bit 5 makes letters small and leaves the dot alone.
    if ((byte | 0x20) !== name.charCodeAt(index)) return false;
  }
  return true;
}
