import type { PageElement } from '../html/page-element.js';
import type { Kind } from '../kinds/kind.js';

/** The attributes of feeds and sitemaps that hold links, by element. */
export const feedAttributes: ReadonlyMap<string, readonly string[]> = new Map([
  ['link', ['href']],
  ['atom:link', ['href']],
  ['atom10:link', ['href']],
  ['xhtml:link', ['href']],
  ['content', ['src']],
  ['enclosure', ['url']],
  ['media:content', ['url']],
  ['media:thumbnail', ['url']],
  ['media:player', ['url']],
  ['itunes:image', ['href']],
  ['img', ['src']],
  ['xhtml:img', ['src']],
  ['outline', ['xmlurl', 'htmlurl']],
]);

const texts = new Set([
  'loc',
  'link',
  'guid',
  'icon',
  'logo',
  'comments',
  'image:loc',
  'video:content_loc',
  'video:thumbnail_loc',
  'video:player_loc',
  'uri',
]);

const htmls = new Set(['content:encoded', 'description', 'summary', 'content', 'media:description']);

/** True where the text of an element is HTML. */
export function feedHtml(element: PageElement): boolean {
  return htmls.has(element.name) && !/^(?:text\/plain|xhtml|image\/)/i.test(element.get('type') ?? '');
}

/** True where the text of an element is a link. */
export function feedTexts(name: string, parent: string | undefined): boolean {
  return texts.has(name) || (name === 'url' && parent === 'image');
}

const kindsByName: ReadonlyMap<string, readonly Kind[]> = new Map<string, readonly Kind[]>([
  ['image:loc', ['images']],
  ['media:thumbnail', ['images']],
  ['itunes:image', ['images']],
  ['video:thumbnail_loc', ['images']],
  ['icon', ['images']],
  ['logo', ['images']],
  ['url', ['images']],
  ['video:content_loc', ['media']],
  ['video:player_loc', ['other']],
  ['media:player', ['other']],
  ['comments', ['other']],
  ['uri', ['other']],
  ['img', ['images']],
  ['xhtml:img', ['images']],
  ['outline', ['links', 'feeds']],
]);

/** The kinds that a link of a feed counts as: an enclosure is what a podcast is read for, and a picture or a film. */
export function kindsOfFeedLink(element: PageElement): readonly Kind[] {
  const kinds = kindsByName.get(element.name);
  if (kinds !== undefined) return kinds;
  const isPicture = /^image\//i.test(element.get('type') ?? '') || element.get('medium') === 'image';
  const rel = element.get('rel') ?? 'alternate';
  if (element.name === 'enclosure' || element.name === 'media:content' || rel === 'enclosure') {
    return ['links', isPicture ? 'images' : 'media'];
  }
  return rel === 'alternate' || rel === 'via' || rel === 'related' ? ['links'] : ['other'];
}
