import type { Answer } from './page-site.js';

/** A gallery of three pages; the last one leads back to the first, and page 2 says its next in a header only. */
export function pagedGallery(path: string): Answer | undefined {
  const page = Number(/^\/gallery(?:\?page=(\d))?$/.exec(path)?.[1] ?? (path === '/gallery' ? 1 : 0));
  if (page < 1 || page > 3) return undefined;
  const next = page === 3 ? '/gallery' : `/gallery?page=${page + 1}`;
  const pictures = [1, 2].map(
    (n) => `<a class=picture href="/pictures/${page}-${n}.jpg"><img src="/thumbs/${page}-${n}.jpg"></a>`,
  );
  const link = page === 2 ? '' : `<a rel="next" href="${next}#top">rel</a>`;
  return {
    type: 'text/html',
    body: `${pictures.join('')}<nav><a class=prev href="/gallery">back</a><a class="button more" href="${next}">more</a>${link}</nav>`,
    ...(page === 2 && { headers: { Link: `<${next}>; rel="next"` } }),
  };
}
