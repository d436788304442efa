import { imageSearch } from './image-search.js';
import { pictureOf } from './picture-of.js';
import type { Site } from './site.js';

/** The picture search of image-search.ts under a name of its own, with consent to be given first and different pictures. */
export const pictureSearch: Site = {
  hosts: ['img.example'],
  answer: ({ url }) => {
    if (url.pathname.startsWith('/big/')) {
      return { headers: { 'content-type': 'image/jpeg' }, body: pictureOf(url.pathname) };
    }
    const page = imageSearch(url.pathname + url.search);
    if (typeof page !== 'string') return { status: 404, body: 'not here\n' };
    return { headers: { 'content-type': 'text/html; charset=utf-8' }, body: page + consent };
  },
};

const consent = `<style>#grid:not(.open) { display: none } #panel { z-index: 1 }</style>
<div id=consent>We value your privacy. <button id=agree onclick="
  document.querySelector('#grid').className = 'open'; this.parentNode.remove();
">Accept all</button></div>`;
