import { pictureOf } from './picture-of.js';
import type { Site, SiteAnswer, SiteRequest } from './site.js';

/** Pictures /1.jpg, /2.jpg and so on of a server in trouble: what goes wrong depends on the number, most of it passes. */
export const flakyCorner: Site = {
  hosts: ['flaky.example'],
  answer: (request) => {
    const id = Number(/^\/(\d+)\.jpg$/.exec(request.url.pathname)?.[1] ?? 0);
    return troubles[id % 8]?.(request, id) ?? picture(id);
  },
};

type Trouble = (request: SiteRequest, id: number) => SiteAnswer | undefined;

const troubles: Record<number, Trouble> = {
  0: ({ times }) => (times === 1 ? { status: 503, headers: { 'retry-after': '1' } } : undefined),
  2: ({ times }) => (times === 1 ? { brokenAfter: 0 } : undefined),
  3: ({ times }, id) => (times === 1 ? { ...picture(id), brokenAfter: 300 } : undefined),
  5: () => ({ status: 404, body: 'not here\n' }),
  6: ({ times }) => (times === 1 ? maintenance : undefined),
};

const maintenance: SiteAnswer = {
  headers: { 'content-type': 'image/jpeg' },
  body: '<!doctype html><title>Back soon</title><p>We are working on it.',
};

function picture(id: number): SiteAnswer {
  return { headers: { 'content-type': 'image/jpeg' }, body: pictureOf(`flaky ${id}`), delayMs: 50 };
}
