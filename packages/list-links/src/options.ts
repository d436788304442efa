import {
  BadValue,
  byteSize,
  httpOptions,
  nonNegativeInteger,
  oneOf,
  type OptionValues,
  positiveInteger,
  regularExpression,
  rowOutputOptions,
  toUrl,
} from '@fetchutils/plumbing';

import { crawlOptions } from './crawl/crawl-options.js';
import { urlPattern } from './filter/url-pattern.js';
import { renderOptions } from './render/render-options.js';
import { compileSelector } from './select/compile-selector.js';

const kinds = 'Which links';
const filters = 'Filters';
const urls = 'URLs';
const pages = 'Pages';

/** The options of list-links. */
export const options = {
  links: { group: kinds, help: 'what a person calls a link: a and area; the default when no kind is named' },
  images: {
    group: kinds,
    help: 'pictures: img, srcset, picture, lazy-loading attributes, posters, og:image, JSON-LD, backgrounds',
  },
  media: { group: kinds, help: 'sound and film: video, audio, source, track, embed, object, og:video' },
  assets: {
    group: kinds,
    help: 'what a browser loads to show the page: style sheets, scripts, icons, frames, url()',
  },
  feeds: { group: kinds, help: 'RSS, Atom and JSON feeds' },
  all: { group: kinds, help: 'every kind, and forms, citations, meta refresh, rel=canonical and the like' },
  select: {
    value: 'CSS',
    group: kinds,
    many: true,
    parse: compileSelector,
    help: 'only from elements that match (all of them, if given more than once), or of JSON what a path such as $.items[*].image or /items/0 names; tags, classes, ids, attributes and :not() are judged as the page streams by, anything else loads the whole tree',
  },
  class: {
    value: 'NAME',
    group: kinds,
    many: true,
    parse: classSelector,
    help: 'only from elements of this class',
  },
  attr: {
    value: 'NAME',
    group: kinds,
    many: true,
    parse: (text: string) => text.toLowerCase(),
    help: 'read this attribute instead of those that are known to hold links',
  },
  regex: {
    value: 'RE',
    group: kinds,
    parse: regularExpression,
    help: 'list what matches in the text of the pages, whatever they are: all of it, or the first group',
  },
  srcset: {
    value: 'WHICH',
    group: kinds,
    parse: oneOf('largest', 'all'),
    choices: ['largest', 'all'],
    default: 'largest',
    help: 'of the pictures of a srcset, the largest or all',
  },

  text: { value: 'REGEX', group: filters, parse: regularExpression, help: 'only links whose text matches' },
  match: {
    value: 'PATTERN',
    group: filters,
    many: true,
    parse: urlPattern,
    help: "only URLs that match one of these: a glob over the whole URL ('*/full/*.jpg', where * is anything), or /a regular expression/",
  },
  exclude: { value: 'PATTERN', group: filters, many: true, parse: urlPattern, help: 'no URLs that match' },
  ext: {
    value: 'LIST',
    group: filters,
    many: true,
    parse: (text: string) => list(text).map((extension) => extension.replace(/^\./, '').toLowerCase()),
    help: 'only URLs whose path ends so, as in jpg,png',
  },
  'same-host': { group: filters, help: "only the page's own host and port" },
  'same-site': { group: filters, help: "only hosts of the page's registrable domain, as in *.example.co.uk" },
  unique: { group: filters, help: 'each URL once in the whole run' },
  limit: {
    value: 'N',
    short: 'n',
    group: filters,
    parse: positiveInteger,
    help: 'at most N links of a page',
  },
  rejected: {
    group: filters,
    help: 'print the links left out as well, as rows with "ok":false and the reason',
  },
  require: {
    value: 'N',
    group: filters,
    parse: nonNegativeInteger,
    default: 0,
    help: 'fewer than N links make a page a failure',
  },

  base: {
    value: 'URL',
    group: urls,
    parse: absoluteUrl,
    help: 'where relative links start from, instead of the page itself',
  },
  'strip-query': {
    value: 'NAMES',
    group: urls,
    many: true,
    parse: list,
    help: 'drop these parameters, as in dl,utm_source',
  },
  'set-query': { value: 'NAME=VALUE', group: urls, many: true, parse: parameter, help: 'set a parameter' },
  'keep-fragment': { group: urls, help: 'keep what follows #' },
  'all-schemes': { group: urls, help: 'also mailto:, javascript:, tel: and the like' },

  jobs: { value: 'N', short: 'j', group: pages, parse: positiveInteger, default: 4, help: 'pages at a time' },
  html: { group: pages, help: 'standard input is a page, whatever it begins with' },
  pages: { group: pages, help: 'standard input names pages, whatever it begins with' },
  charset: { value: 'NAME', group: pages, help: 'the charset of the pages, whatever they say' },
  'max-page': {
    value: 'SIZE',
    group: pages,
    parse: byteSize,
    default: 64 * 1024 * 1024,
    defaultText: '64M',
    help: 'give up a page that is larger than this once unpacked, its links so far apart; 0 for any size',
  },
  next: {
    value: 'CSS',
    group: pages,
    parse: compileSelector,
    help: 'go on with the page that the first matching link leads to, or of JSON a path such as $.paging.next, and so on; what -u, -b and -H say goes along only on the host that it is for',
  },
  'follow-next': {
    group: pages,
    help: 'go on with the page that rel=next names, or in JSON next, next_url and the like',
  },
  'max-pages': {
    value: 'N',
    group: pages,
    parse: positiveInteger,
    defaultText: '100, of a crawl any number',
    help: 'follow --next and --follow-next for at most N pages; of a crawl, read N in all',
  },

  ...crawlOptions,

  ...renderOptions,

  ...rowOutputOptions,
  ...httpOptions,
  timeout: {
    ...httpOptions.timeout,
    default: 300_000,
    defaultText: '5m',
    help: 'give up a page after this long in all, retries and what its reader takes apart; 0 for never',
  },
} as const;

/** The values of list-links' options. */
export type Options = OptionValues<typeof options>;

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function classSelector(name: string) {
  if (!/^[^\s.#,]+$/.test(name)) throw new BadValue('one class name, without a dot');
  return compileSelector(`[class~=${JSON.stringify(name)}]`);
}

function parameter(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new BadValue('NAME=VALUE, as in size=full');
  return [text.slice(0, at), text.slice(at + 1)];
}

function absoluteUrl(text: string): string {
  const url = toUrl(text);
  if (url === undefined) throw new BadValue('an absolute URL such as https://h.example/');
  return url.href;
}
