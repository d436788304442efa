import { createHash, type Hash } from 'node:crypto';

import { compileGlob } from './compile-glob.js';
import { bareEtag, type KnownPlaceholder } from './parse-placeholders.js';

/** What an answer says of itself before its body. */
export type Head = { host: string; etag?: string | undefined; contentLength?: number | undefined };

/** Follows one body; the SHA-256 of the whole is computed anyway and handed in at the end. */
export type PlaceholderWatch = { push(chunk: Buffer): void; end(sha256: string): string | undefined };

/** The known placeholders; every question is answered with the name of the one that was recognised. */
export type PlaceholderTable = {
  /** To be asked before a redirect is followed. */
  byRedirect(target: URL): string | undefined;
  /** False where a head with these is none of a known placeholder, on whatever host. */
  mayKnow(etag: string | undefined, contentLength: number | undefined): boolean;
  /** To be asked before the body is read. */
  byHead(head: Head): string | undefined;
  /** A watch on the body; undefined, at no cost, where its length already rules out every known placeholder. */
  watch(head: Head): PlaceholderWatch | undefined;
};

export function createPlaceholderTable(known: readonly KnownPlaceholder[]): PlaceholderTable {
  const entries = known.map((entry) => ({ ...entry, isServedBy: anyGlob(entry.hosts) }));
  const redirects = known.map(({ name, redirect }) => ({ name, matches: anyGlob(redirect) }));
  const hashed = entries.filter(({ md5, sha1, sha256 }) => md5.length + sha1.length + sha256.length > 0);
  const tagged = entries.filter(({ etag }) => etag.length > 0);
  const tags = new Set(tagged.flatMap(({ etag }) => etag));
  const measured = entries.filter(
    (entry) => !hashed.includes(entry) && !tagged.includes(entry) && entry.bytes.length > 0,
  );
  // Every body is looked up in these: what its length rules out is not looked at one by one.
  const measuredLengths = new Set(measured.flatMap(({ bytes }) => bytes));
  const hashedLengths = new Set(hashed.flatMap(({ bytes }) => bytes));
  const hashedOfAnyLength = hashed.filter(({ bytes }) => bytes.length === 0);

  return {
    byRedirect({ host, pathname }) {
      return redirects.find(({ matches }) => matches(host + pathname))?.name;
    },
    mayKnow(etag, contentLength) {
      return (
        (tags.size > 0 && etag !== undefined && tags.has(bareEtag(etag))) ||
        (measuredLengths.size > 0 && contentLength !== undefined && measuredLengths.has(contentLength))
      );
    },
    byHead(head) {
      const etag = head.etag === undefined ? undefined : bareEtag(head.etag);
      const found =
        (etag !== undefined &&
          tags.has(etag) &&
          tagged.find((entry) => entry.etag.includes(etag) && mayBe(entry, head))) ||
        (head.contentLength !== undefined && measured.find((entry) => mayBe(entry, head)));
      return found ? found.name : undefined;
    },
    watch(head) {
      const { contentLength } = head;
      const isPossible = contentLength === undefined || hashedLengths.has(contentLength);
      const candidates = (isPossible ? hashed : hashedOfAnyLength).filter((entry) => mayBe(entry, head));
      return candidates.length > 0 ? createWatch(candidates) : undefined;
    },
  };
}

type Entry = KnownPlaceholder & { isServedBy: (host: string) => boolean };

function anyGlob(patterns: readonly string[]): (text: string) => boolean {
  const globs = patterns.map(compileGlob);
  return (text) => globs.some((matches) => matches(text));
}

function mayBe({ hosts, isServedBy, bytes }: Entry, { host, contentLength }: Head): boolean {
  if (contentLength !== undefined && bytes.length > 0 && !bytes.includes(contentLength)) return false;
  return hosts.length === 0 || isServedBy(host);
}

function createWatch(candidates: KnownPlaceholder[]): PlaceholderWatch {
  // Longer than all of them: none of them, and nothing need be hashed.
  const longest = Math.max(
    ...candidates.map(({ bytes }) => (bytes.length > 0 ? Math.max(...bytes) : Infinity)),
  );
  const hashes = (['md5', 'sha1'] as const)
    .filter((algorithm) => candidates.some((entry) => entry[algorithm].length > 0))
    .map((algorithm) => ({ algorithm, hash: undefined as Hash | undefined }));
  let total = 0;

  return {
    push(chunk) {
      total += chunk.length;
      if (total > longest) return;
      for (const entry of hashes) (entry.hash ??= createHash(entry.algorithm)).update(chunk);
    },
    end(sha256) {
      if (total > longest || total === 0) return undefined;
      const possible = candidates.filter(({ bytes }) => bytes.length === 0 || bytes.includes(total));
      const digests = new Map<string, string>([['sha256', sha256]]);
      for (const { algorithm, hash } of hashes) if (hash) digests.set(algorithm, hash.digest('hex'));
      const isOf = (entry: KnownPlaceholder, algorithm: 'md5' | 'sha1' | 'sha256') =>
        entry[algorithm].includes(digests.get(algorithm) ?? '');
      return possible.find((entry) => isOf(entry, 'sha256') || isOf(entry, 'md5') || isOf(entry, 'sha1'))
        ?.name;
    },
  };
}
