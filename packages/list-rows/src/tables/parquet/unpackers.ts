import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import type { Compressors } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

/** What unpacks pages: Node where it can, which takes a third of the time. */
export const unpackers: Compressors = withEmptyPages({
  ...compressors,
  GZIP: (bytes) => gunzipSync(bytes),
  BROTLI: (bytes) => brotliDecompressSync(bytes),
});

/** A page without a byte, as the dictionary of a column of nulls is, has a packed form that not all of them take (LZ4). */
function withEmptyPages(all: Compressors): Compressors {
  return Object.fromEntries(
    Object.entries(all).map(([codec, unpack]) => [
      codec,
      (bytes: Uint8Array, length: number) => (length === 0 ? new Uint8Array(0) : unpack(bytes, length)),
    ]),
  );
}
