import type { Kind } from '../kinds/kind.js';
import { looksLikeUrl } from '../kinds/read-value.js';
import type { JsonPlace } from '../json/json-scanner.js';

const pictures = new Set(
  'image img thumbnail thumb picture photo icon favicon avatar logo banner poster cover iiif'.split(' '),
);
const films = new Set('video audio film movie sound stream enclosure'.split(' '));
const others = new Set('url uri href src link permalink download file next previous prev page'.split(' '));

/** True for a string of JSON that is a URL by itself, or by its looks and the key that it stands under. */
export function isJsonLink(value: string, place: JsonPlace): boolean {
  if (/^https?:\/\/[^\s"<>]+$/i.test(value)) return true;
  if (!looksLikeUrl(value)) return false;
  const words = wordsOfKey(keyOf(place));
  // Of `imageCaption` and `primaryImageSmall` a path is a URL, a word with a dot in it is none.
  return words.some((word, at) => (value.includes('/') || at === words.length - 1) && isUrlWord(word));
}

/** The kinds that a link of JSON counts as: it is always a link, and a picture or film by its key or its ending. */
export function kindsOfJsonLink(value: string, place: JsonPlace): readonly Kind[] {
  const path = value.replace(/[?#].*/s, '');
  const keys = place.filter((step) => typeof step === 'string').slice(-2);
  const words = new Set(keys.flatMap(wordsOfKey));
  if (/\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic|jxl)$/i.test(path)) return ['links', 'images'];
  if (/\.(?:mp4|m4v|webm|mov|ogv|mp3|m4a|ogg|oga|wav|flac|m3u8|mpd)$/i.test(path)) return ['links', 'media'];
  if ([...words].some((word) => pictures.has(word))) return ['links', 'images'];
  return [...words].some((word) => films.has(word)) ? ['links', 'media'] : ['links'];
}

/** The key that a value stands under, its own or that of the list which it is in. */
export function keyOf(place: JsonPlace): string {
  const key = place.findLast((step) => typeof step === 'string');
  return typeof key === 'string' ? key : '';
}

function isUrlWord(word: string): boolean {
  return pictures.has(word) || films.has(word) || others.has(word);
}

/** `thumbnailUrls` is thumbnail and url, `@image_link` image and link. */
function wordsOfKey(key: string): string[] {
  if (key.length > 100) return [];
  const words =
    key
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  return words.map((word) => (word.length > 3 ? word.replace(/s$/, '') : word));
}
