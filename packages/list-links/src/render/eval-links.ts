import { quote, type Row, setAside } from '@fetchutils/plumbing';

import { type FoundLink, foundLink } from '../kinds/found-link.js';
import { PageFailure } from '../page-failure.js';

/** What a row of a link says of how it came about; everything else that --eval gives is the user's. */
const ours: ReadonlySet<string> = new Set(['page', 'n', 'ok', 'outcome', 'reason', 'error', 'input']);

/** The links that a script gave: URLs, or objects with a url; a failure at the first that is neither. */
export function* evalLinks(value: unknown): Generator<FoundLink> {
  for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
    const link = typeof item === 'string' ? foundLink(item, 'eval', 'url') : linkOfRow(item);
    if (link === undefined) {
      const shown = quote(item === undefined ? 'undefined' : (jsonOf(item) ?? 'what is no JSON'));
      throw new PageFailure(
        'input',
        'eval-no-url',
        `--eval gave ${shown}; expected URLs, or objects with a url, such as [...document.images].map(i => ({url: i.src, alt: i.alt}))`,
      );
    }
    yield link;
  }
}

function linkOfRow(item: unknown): FoundLink | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { url, tag, attr, text, rel, ...others } = item as Row;
  const json = jsonOf(others);
  if (typeof url !== 'string' || json === undefined) return undefined;
  const textOf = (value: unknown, otherwise: string): string =>
    typeof value === 'string' ? value : otherwise;
  const link = foundLink(url, textOf(tag, 'eval'), textOf(attr, 'url'), textOf(text, ''), textOf(rel, ''));
  link.members = setAside(json, others, (name) => ours.has(name)).slice(1, -1);
  return link;
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
  } catch {
    return undefined;
  }
}
