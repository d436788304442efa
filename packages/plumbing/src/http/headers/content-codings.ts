import { versions } from 'node:process';

import type { RawHeaders } from '../exchange.js';
import { FetchError } from '../fetch-error.js';
import { findHeader, findHeaders } from './response-headers.js';

export type ContentCoding = 'gzip' | 'deflate' | 'br' | 'zstd';

/** Newer runtimes bring zstd. */
const hasZstd = 'zstd' in versions;

/** What we ask servers for. */
export const acceptEncoding = hasZstd ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br';

const names = new Map<string, ContentCoding>([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['deflate', 'deflate'],
  ['br', 'br'],
  ...(hasZstd ? [['zstd', 'zstd'] as const] : []),
]);
/** Twice happens by mistake, where a server packs a file that is packed; each more multiplies what a bomb unpacks to. */
const maxCodings = 2;

/**
 * The codings of a body, in the order in which they were applied; a FetchError for one that cannot be undone. Where gzip
 * is the file itself (`data.tar.gz`), which Apache announces as a coding, there is none to undo.
 */
export function findContentCodings(headers: RawHeaders, url: URL): readonly ContentCoding[] | FetchError {
  const listed = findHeaders(headers, 'content-encoding');
  if (listed.length === 0) return [];
  const words = listed.flatMap((value) => value.toLowerCase().split(',')).map((word) => word.trim());
  const applied = words.filter((word) => word !== '' && word !== 'identity' && word !== 'none');
  if (applied.length > maxCodings) {
    return new FetchError(
      'size',
      'too-many-codings',
      `${applied.length} content codings upon each other, more than ${maxCodings}`,
    );
  }
  const codings: ContentCoding[] = [];
  for (const word of applied) {
    const coding = names.get(word);
    if (!coding)
      return new FetchError(
        'http',
        'unknown-coding',
        `content coding ${JSON.stringify(word.slice(0, 40))} is unknown`,
      );
    codings.push(coding);
  }
  return codings.length === 1 && codings[0] === 'gzip' && isGzipFile(headers, url) ? [] : codings;
}

function isGzipFile(headers: RawHeaders, url: URL): boolean {
  const type = findHeader(headers, 'content-type') ?? '';
  return /^application\/(x-)?(gzip|tgz|gtar)\b/i.test(type) || /\.(gz|tgz)$/i.test(url.pathname);
}
