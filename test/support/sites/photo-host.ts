import { stableHash } from '@fetchutils/plumbing';

import { pictureOf } from './picture-of.js';
import { makePng } from './png.js';
import type { Site } from './site.js';

const servers = [1, 2, 3, 4].map((n) => `farm${n}.static.flickr.com`);
const classes = {
  n02880940: 'bowl',
  n03443371: 'goblet',
  n03603722: 'jug',
  n04398044: 'teapot',
  n04516116: 'urn',
  n04522168: 'vase',
};

/** An old list in the form of ImageNet's: `wnid_number<TAB>url`, grouped by class. */
export function imagenetList(perClass: number): string {
  const lines = Object.keys(classes).flatMap((wnid) =>
    Array.from({ length: perClass }, (_, i) => `${wnid}_${i + 1}\t${urlOf(wnid, i)}\n`),
  );
  return lines.join('');
}

/** The names of its classes, in the form of words.txt. */
export function imagenetWords(): string {
  return Object.entries(classes)
    .map(([wnid, name]) => `${wnid}\t${name}\n`)
    .join('');
}

/** Where its pictures were: a fifth is gone, and a fifth redirects to a picture that says so, as Flickr does. */
export const photoHost: Site = {
  hosts: ['*.static.flickr.com', 's.yimg.com'],
  answer: ({ url }) => {
    if (url.hostname === 's.yimg.com') {
      return { headers: { 'content-type': 'image/png' }, body: makePng(64, 48, 230) };
    }
    const fate = stableHash(url.pathname) % 5;
    if (fate === 0) return { status: 404, body: 'gone\n', delayMs: 40 };
    if (fate === 1) {
      return {
        status: 302,
        headers: { location: 'http://s.yimg.com/pw/images/en-us/photo_unavailable.png' },
      };
    }
    return { headers: { 'content-type': 'image/jpeg' }, body: pictureOf(url.pathname), delayMs: 80 };
  },
};

function urlOf(wnid: string, index: number): string {
  const photo = stableHash(`${wnid} ${index}`);
  return `http://${servers[photo % servers.length]}/${photo % 4000}/${photo}_${photo.toString(16)}.jpg`;
}
