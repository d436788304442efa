import type { PageElement } from '../html/page-element.js';
import type { Kind } from './kind.js';
import { isFeedType, linkKinds } from './link-kinds.js';
import { type Condition, hasWord, type LinkRule, on, wordsOf } from './link-rule.js';

const lazyPictures = `data-src data-lazy data-lazy-src data-original data-orig-file data-large-file data-medium-file
  data-image data-img data-img-src data-echo data-ll-src data-defer-src data-hi-res-src data-full data-full-src
  data-large data-large-src data-zoom data-zoom-image data-zoom-src data-high-res data-highres data-retina data-src-retina
  data-iurl data-thumb data-thumb-src data-thumbnail data-fallback-src lowsrc`;
const lazySets =
  'data-srcset data-lazy-srcset data-original-set data-ll-srcset data-lazysrcset data-sizes-srcset';
const pictureHolders = 'a div li span figure section article td button';
const backgrounds = `data-bg data-bg-src data-bg-url data-background data-background-image data-background-src
  data-lazy-background data-bg-hidpi`;

const pictureMetas = new Set([
  'og:image',
  'og:image:url',
  'og:image:secure_url',
  'twitter:image',
  'twitter:image:src',
  'image',
  'thumbnail',
  'thumbnailurl',
  'vk:image',
]);
const mediaMetas = new Set([
  'og:video',
  'og:video:url',
  'og:video:secure_url',
  'og:audio',
  'og:audio:url',
  'og:audio:secure_url',
  'twitter:player:stream',
  'contenturl',
]);
const assetMetas = new Set([
  'msapplication-tileimage',
  'msapplication-square70x70logo',
  'msapplication-square150x150logo',
  'msapplication-square310x310logo',
  'msapplication-wide310x150logo',
  'msapplication-config',
]);
const otherMetas = new Set([
  'og:url',
  'twitter:url',
  'twitter:player',
  'embedurl',
  'al:web:url',
  'og:see_also',
]);

/** Every place where HTML can hold a link, by kind: docs/links.md shows the same table to people. */
export const linkRules: readonly LinkRule[] = [
  ...on('links', 'a area', 'href'),

  ...on('images', 'img amp-img amp-anim', 'src'),
  ...on('images', 'img source amp-img amp-anim', 'srcset', 'srcset'),
  ...on('images', 'image', 'href', 'url', { needs: '', when: (element) => element.foreign }),
  ...on('images', 'img', lazyPictures, 'guess'),
  ...on('images', pictureHolders, lazyPictures, 'guess'),
  ...on('images', `img source ${pictureHolders}`, lazySets, 'srcset'),
  ...on('images', '*', backgrounds, 'css or url'),
  ...on('images', '*', 'data-bgset data-background-set', 'srcset'),
  ...on('images', '*', 'style', 'css'),
  ...on('images', 'body table tbody thead tfoot tr td th', 'background'),
  ...on('images', 'video', 'poster'),
  ...on('images', 'video', 'data-poster', 'guess'),
  ...on('images', 'input', 'src', 'url', hasWord('type', new Set(['image']))),
  ...on('images', 'link', 'href', 'url', linkOf('images')),
  ...on('images', 'link', 'imagesrcset', 'srcset'),
  ...on('images', 'meta', 'content', 'url', metaNamed(pictureMetas)),

  ...on('media', 'video audio source track embed bgsound amp-video amp-audio', 'src'),
  ...on('media', 'video audio source', 'data-src', 'guess'),
  ...on('media', 'object', 'data'),
  ...on('media', 'meta', 'content', 'url', metaNamed(mediaMetas)),

  ...on('assets', 'link', 'href', 'url', linkOf('assets')),
  ...on('assets', 'script iframe frame amp-iframe', 'src'),
  ...on('assets', 'script', 'href', 'url', { needs: '', when: (element) => element.foreign }),
  ...on('assets', 'iframe', 'data-src data-lazy-src', 'guess'),
  ...on('assets', 'use feimage', 'href', 'url', { needs: '', when: pointsElsewhere }),
  ...on('assets', 'meta', 'content', 'url', metaNamed(assetMetas)),
  ...on('assets', 'applet', 'code archive'),
  ...on('assets', 'html', 'manifest'),

  ...on('feeds', 'link', 'href', 'url', linkOf('feeds')),
  ...on('feeds', 'a', 'href', 'url', { needs: 'type', when: (element) => isFeedType(element.get('type')) }),

  ...on('other', 'link', 'href', 'url', linkOf('other')),
  ...on('other', 'meta', 'content', 'refresh', hasWord('http-equiv', new Set(['refresh']))),
  ...on('other', 'meta', 'content', 'url', metaNamed(otherMetas)),
  ...on('other', 'iframe', 'srcdoc', 'html'),
  ...on('other', 'form', 'action'),
  ...on('other', 'button input', 'formaction'),
  ...on('other', 'blockquote q ins del', 'cite'),
  ...on('other', 'img iframe frame', 'longdesc'),
  ...on('other', 'a area', 'ping', 'urls'),
  ...on('other', 'object', 'codebase classid'),
  ...on('other', 'head', 'profile', 'urls'),
  ...on('other', '*', 'hx-get hx-post hx-put hx-patch hx-delete', 'guess'),
  ...on('other', '*', 'data-hx-get data-hx-post data-hx-put data-hx-patch data-hx-delete', 'guess'),
  ...on('other', '*', 'data-href data-url data-link data-permalink', 'guess'),
];

/** What only a browser can tell of an element: the picture it chose, and the background that a style sheet gives. */
export const renderedRules: readonly LinkRule[] = [
  ...on('images', 'img', 'currentsrc'),
  ...on('images', '*', 'background-image', 'css'),
];

function metaNamed(names: ReadonlySet<string>): Condition {
  return {
    needs: 'property name itemprop',
    when: (element) =>
      ['property', 'name', 'itemprop'].some((key) =>
        wordsOf(element.get(key)).some((word) => names.has(word)),
      ),
  };
}

function linkOf(kind: Kind): Condition {
  return {
    needs: 'rel type',
    when: (element) => linkKinds(element.get('rel'), element.get('type')).includes(kind),
  };
}

/** A `<use href="#icon">` names a part of the page itself. */
function pointsElsewhere(element: PageElement): boolean {
  return (
    element.foreign && !(element.get('href') ?? element.get('xlink:href') ?? '#').trimStart().startsWith('#')
  );
}
