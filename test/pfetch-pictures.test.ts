import { createHash } from 'node:crypto';

import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';

import { fetchOne } from './support/fetch-one.js';
import { startHostileServer } from './support/hostile-server/hostile-server.js';
import { noPictures } from './support/no-pictures.js';
import { type PictureSite, type SiteAnswer, startPictureSite } from './support/picture-site.js';
import { makePictures, type Picture } from './support/pictures.js';
import { workdir } from './support/workdir.js';

let pictures: Picture[] = [];
beforeAll(async () => {
  pictures = await makePictures();
});

function named(name: string): Picture {
  const found = pictures.find((picture) => picture.name === name);
  if (found === undefined) throw new Error(`the corpus has no ${name}`);
  return found;
}

/** A site of named bodies, at `/0`, `/1` and so on. */
async function siteOf(bodies: readonly Uint8Array[], headers: SiteAnswer['headers'] = {}) {
  return startPictureSite((path) => {
    const body = bodies[Number(path.slice(1))];
    return body === undefined ? { status: 404 } : { headers, body };
  });
}

function listOf(site: PictureSite, count: number): string {
  return Array.from({ length: count }, (_, i) => `${site.url(`/${i}`)}\n`).join('');
}

describe('--image', () => {
  test('keeps every whole picture of the corpus and nothing else', async () => {
    const paddings = [Buffer.alloc(0), Buffer.alloc(7), Buffer.from('\r\n')];
    const whole = pictures.flatMap((picture) =>
      paddings.map((padding) => ({ picture, body: Buffer.concat([picture.bytes, padding]) })),
    );
    const short = pictures.flatMap(({ name, bytes, end }) =>
      [0.02, 0.3, 0.6, 0.9, 1].map((part) => ({
        name,
        body: bytes.subarray(0, part === 1 ? end - 1 : Math.floor(end * part)),
      })),
    );
    const none = Object.entries(noPictures).map(([name, body]) => ({ name, body }));
    const bodies = [...whole, ...short, ...none].map(({ body }) => body);
    await using site = await siteOf(bodies, { 'content-type': 'image/jpeg' });
    const w = workdir();
    const said = await w.sh('pfetch --image --svg --learn-placeholders 0 -d out', {
      input: listOf(site, bodies.length),
    });
    const rows = new Map(said.rows().map((row) => [Number(String(row['url']).replace(/.*\//, '')), row]));
    expect(rows.size).toBe(bodies.length);

    const falseRejects = whole.filter(({ picture: { type, width, height }, body }, i) => {
      const row = rows.get(i);
      const path = row?.['path'];
      const isRight = row?.['type'] === type && row['width'] === width && row['height'] === height;
      return row?.['outcome'] !== 'fetched' || !isRight || !w.bytes(String(path)).equals(body);
    });
    const others = [...short, ...none];
    const falseAccepts = others.filter((_, i) => {
      const row = rows.get(whole.length + i);
      return row?.['outcome'] !== 'rejected' || (row['error'] as { kind: string }).kind !== 'image';
    });
    process.stdout.write(
      `pfetch --image: ${whole.length} whole pictures, ${short.length} cut short, ${none.length} that are none: ` +
        `${falseRejects.length} false rejects, ${falseAccepts.length} false accepts\n`,
    );
    expect(falseRejects.map(({ picture }) => picture.name)).toEqual([]);
    expect(falseAccepts.map(({ name }) => name)).toEqual([]);
    expect(w.files().filter((file) => file.startsWith('out/'))).toHaveLength(whole.length);
  });
});
