import type { FieldMeaning } from '@fetchutils/plumbing';

/** What the row of a link says of its own, in front of the fields of the row that named its page. */
export const linkFields = [
  ['url', 'the link, absolute'],
  ['page', 'the URL or file that was read, as it was given'],
  [
    'tag',
    'the element: a, img, meta; loc or enclosure in feeds; json; text in a list; http for a Link: header',
  ],
  ['attr', 'the attribute it stood in: href, srcset, data-src; a key in JSON-LD'],
  ['text', 'of a link its text, of a picture its alt; absent if there is none'],
  ['rel', 'its rel, or the property of a meta; absent if there is none'],
  ['n', 'its number, from 1, counted on over the pages that --next leads to'],
  ['depth', 'with --depth: how many links its page is away from where the crawl began'],
] as const satisfies readonly FieldMeaning[];
