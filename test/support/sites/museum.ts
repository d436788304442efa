import { stableHash } from '@fetchutils/plumbing';

import { pictureOf } from './picture-of.js';
import type { Site } from './site.js';

/** The highest id that the museum has. */
export const lastObject = 480;

/** A museum that shows its objects as /objects/ID.jpg, unhurried; one id in twenty is a hole. */
export const museum: Site = {
  hosts: ['museum.example'],
  answer: ({ url }) => {
    const id = Number(/^\/objects\/(\d+)\.jpg$/.exec(url.pathname)?.[1]);
    if (!hasObject(id)) return { status: 404, body: 'no such object\n', delayMs: 60 };
    const headers = { 'content-type': 'image/jpeg' };
    return { headers, body: pictureOf(`object ${id}`, 48, 36), delayMs: 80, pauseMs: 100 };
  },
};

function hasObject(id: number): boolean {
  return id >= 1 && id <= lastObject && (id === lastObject || stableHash(`museum ${id}`) % 20 > 0);
}
