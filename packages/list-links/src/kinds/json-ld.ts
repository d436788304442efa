import type { Kind } from './kind.js';

/** A link of a JSON-LD block and the key it stood under. */
export type JsonLink = { url: string; key: string; kind: Kind };

// From a list of keys: taken by their looks, "width=device-width" would become a URL.
const kindOfKey: Readonly<Record<string, Kind>> = {
  image: 'images',
  thumbnail: 'images',
  thumbnailUrl: 'images',
  logo: 'images',
  photo: 'images',
  primaryImageOfPage: 'images',
  contentUrl: 'media',
  embedUrl: 'other',
  url: 'other',
  sameAs: 'other',
  mainEntityOfPage: 'other',
};
const maxDepth = 100;

/** The links of a `<script type="application/ld+json">`; none where it is not JSON. */
export function jsonLinks(text: string): JsonLink[] {
  const found: JsonLink[] = [];
  try {
    collect(JSON.parse(text), undefined, '', found, 0);
  } catch {
    // Broken JSON-LD is common and no business of this page's reader.
  }
  return found;
}

/** Walks a value; inside of a picture its `url` and `contentUrl` are the picture. */
function collect(
  value: unknown,
  kind: Kind | undefined,
  key: string,
  found: JsonLink[],
  depth: number,
): void {
  if (depth > maxDepth) return;
  if (typeof value === 'string') {
    if (kind !== undefined) found.push({ url: value, key, kind });
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, kind, key, found, depth + 1);
  } else if (typeof value === 'object' && value !== null) {
    const inside = kindOfObject(value) ?? (kind === 'images' ? kind : undefined);
    for (const [name, member] of Object.entries(value))
      collect(member, kindOf(name, inside), name, found, depth + 1);
  }
}

function kindOfObject(value: object): Kind | undefined {
  const type: unknown = '@type' in value ? value['@type'] : undefined;
  const types = Array.isArray(type) ? type : [type];
  if (types.includes('ImageObject')) return 'images';
  return types.includes('VideoObject') || types.includes('AudioObject') ? 'media' : undefined;
}

function kindOf(key: string, inside: Kind | undefined): Kind | undefined {
  const known = Object.hasOwn(kindOfKey, key) ? kindOfKey[key] : undefined;
  if (inside === 'images' && (key === 'url' || key === 'contentUrl')) return 'images';
  return known;
}
