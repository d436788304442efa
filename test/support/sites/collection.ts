import { stableHash } from '@fetchutils/plumbing';

import { pictureOf } from './picture-of.js';
import type { Site } from './site.js';
import { makeZip } from './zip.js';

/** The highest id of the collection. */
export const lastId = 300;

const burst = 60;

/**
 * A museum's collection: /download/ID/0 is a zip of an object's pictures; an id that does not exist leads to the start
 * page. Who asks more than 60 times a second is told to wait.
 */
export function createCollection(): Site {
  let second = 0;
  let asked = 0;
  return {
    hosts: ['collections.example'],
    answer: ({ url }) => {
      const now = Math.floor(Date.now() / 1000);
      if (now !== second) [second, asked] = [now, 0];
      asked += 1;
      if (asked > burst) return { status: 429, headers: { 'retry-after': '1' }, body: 'slow down\n' };
      const id = Number(/^\/download\/(\d+)\/0$/.exec(url.pathname)?.[1] ?? 0);
      if (!isObject(id)) {
        const start = {
          headers: { 'content-type': 'text/html' },
          body: '<!doctype html><title>Welcome</title>',
        };
        return url.pathname === '/' ? start : { status: 302, headers: { location: '/' } };
      }
      const body = makeZip(`${id}.jpg`, pictureOf(`object ${id}`));
      return { headers: { 'content-type': 'application/zip' }, body, delayMs: 10 };
    },
  };
}

/** Whether an id leads to an object: one in twenty is a hole. */
export function isObject(id: number): boolean {
  return id >= 1 && id <= lastId && (id === lastId || stableHash(`collection ${id}`) % 20 > 0);
}
