import { BadValue, nonNegativeInteger, oneOf, parseDimensions, positiveInteger } from '@fetchutils/plumbing';

import { parseAspect } from '../body/image/parse-limits.js';
import { usualDistance } from '../body/pixels/usual-distance.js';

const group = 'Pictures';

/** The options that say which pictures, and which contents at all, are kept. */
export const pictureOptions = {
  image: {
    group,
    help: 'keep only whole pictures (JPEG, PNG, GIF, WebP, AVIF, BMP, TIFF), and no placeholders; the options below that ask something of a picture imply it',
  },
  'min-dimensions': { value: 'WxH', group, parse: parseDimensions, help: 'reject smaller pictures (32x32)' },
  'max-dimensions': { value: 'WxH', group, parse: parseDimensions, help: 'reject larger pictures' },
  aspect: {
    value: 'FROM..TO',
    group,
    parse: parseAspect,
    help: 'reject pictures of another shape, width to height (1:3..3:1, 1:2.., 16:9)',
  },
  svg: { group, help: 'take SVG for pictures, too' },
  decode: { group, help: 'decode all pixels and reject what does not decode (needs the package sharp)' },
  placeholders: {
    value: 'FILE',
    group,
    completes: 'file',
    help: 'reject the placeholders in FILE, too, with or without --image; see docs/pictures.md',
  },
  'no-placeholders': { group, help: 'do not look for the placeholders that pfetch knows by itself' },
  'learn-placeholders': {
    value: 'K',
    group,
    parse: parseThreshold,
    defaultText: '4 with --image, else 0',
    help: 'take the same bytes from K different URLs of one host for a placeholder, and take earlier copies back; 0 for never',
  },
  like: {
    value: 'FILE',
    group,
    many: true,
    completes: 'file',
    help: 'reject pictures that look like this one (needs the package sharp)',
  },
  'like-distance': {
    value: 'N',
    group,
    parse: positiveInteger,
    default: usualDistance,
    help: 'how far from alike still counts: of 64 bits, so many may differ',
  },
  dedupe: {
    value: 'HOW',
    group,
    parse: oneOf('skip', 'link', 'keep'),
    choices: ['skip', 'link', 'keep'],
    default: 'keep',
    help: 'what to do with the same bytes under another name: skip them, make a hard link, or keep both',
  },
  respect: {
    value: 'RULES',
    group,
    parse: parseRules,
    defaultText: 'noai,noimageai with --image',
    help: 'reject what X-Robots-Tag forbids by these rules, as in noindex,noimageindex',
  },
  ignore: {
    value: 'RULES',
    group,
    parse: parseRules,
    help: 'do not respect these rules of X-Robots-Tag, or none of the usual ones (all)',
  },
} as const;

function parseThreshold(text: string): number {
  const threshold = nonNegativeInteger(text);
  if (threshold === 1) throw new BadValue('0, or at least 2 URLs');
  return threshold;
}

function parseRules(text: string): string[] {
  const rules = text.split(',').map((rule) => rule.trim().toLowerCase());
  if (rules.every((rule) => /^[a-z][a-z_-]*$/.test(rule))) return rules;
  throw new BadValue('rules of X-Robots-Tag such as noai,noimageindex');
}
