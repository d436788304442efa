import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makePictures, type Picture } from '../../../../../test/support/pictures.js';
import { createImageJudge } from '../image/image-judge.js';
import { decodePixels } from './decode-pixels.js';
import { createLikenessJudge } from './likeness.js';
import { loadSharp, type Sharp } from './load-sharp.js';
import { hashDistance, perceptualHash } from './perceptual-hash.js';
import { usualDistance } from './usual-distance.js';

let sharp: Sharp;
let pictures: Picture[] = [];
let folder = '';
beforeAll(async () => {
  sharp = await loadSharp('--decode');
  pictures = await makePictures();
  folder = await mkdtemp(join(tmpdir(), 'pixels-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('decodePixels', () => {
  it('takes every whole picture of the corpus but the one with stray bytes, from memory and from a file', async () => {
    const faults: string[] = [];
    for (const { name, type, bytes } of pictures) {
      if (handmade.test(name) || name === 'jpeg with stray bytes') continue;
      const file = join(folder, name.replaceAll(/\W/g, '_'));
      await writeFile(file, bytes);
      for (const input of [bytes, file]) {
        const fault = await decodePixels(sharp, input, type);
        if (fault) faults.push(`${name}: ${fault.message}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('sees damage that leaves header and end intact, where the format can tell', async () => {
    const count = { spoilt: 0, judged: 0, decoded: 0 };
    const unseen: string[] = [];
    for (const { name, type, bytes } of pictures.filter(({ name }) => !handmade.test(name))) {
      // The middle third zeroed: what a disk or a proxy that lost blocks leaves behind.
      const spoilt = Buffer.from(bytes).fill(
        0,
        Math.ceil(bytes.length / 3),
        Math.floor((bytes.length * 2) / 3),
      );
      const judge = createImageJudge({});
      const verdict = judge.push(spoilt);
      count.spoilt++;
      if (!(verdict === 'more' ? judge.end() : verdict).ok) count.judged++;
      if (await decodePixels(sharp, spoilt, type)) count.decoded++;
      else unseen.push(name);
    }
    process.stdout.write(
      `${count.spoilt} spoilt in the middle: ${count.judged} seen by the judge, ${count.decoded} by the decoder; not by it: ${unseen.join(', ')}\n`,
    );
    expect(count.decoded).toBeGreaterThan(count.judged);
    // These carry checks, or codes that most damage makes impossible; in the others any bytes are some picture.
    expect(unseen.filter((name) => /^(png|avif|webp lossless|jpeg$|tiff lzw)/.test(name))).toEqual([]);
  });
});

describe('perceptualHash', () => {
  const drawing = (background: string, ink: string) => {
    const bars = Array.from({ length: 42 }, (_, i) => {
      const [x, y, width] = [70 + (i % 14) * 25, 140 + Math.floor(i / 14) * 35, 8 + ((i * 7) % 12)];
      return `<rect x="${x}" y="${y}" width="${width}" height="18" fill="${ink}"/>`;
    });
    return Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="500" height="374"><rect width="500" height="374" fill="${background}"/>${bars.join('')}</svg>`,
    );
  };
  const blobs = (seed: number) => {
    let state = seed;
    const random = (below: number) =>
      ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32) * below;
    const shapes = Array.from(
      { length: 9 },
      () =>
        `<ellipse cx="${random(300)}" cy="${random(200)}" rx="${random(100)}" ry="${random(70)}" fill="hsl(${random(360)},60%,${random(100)}%)"/>`,
    );
    return Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="#def"/>${shapes.join('')}</svg>`,
    );
  };

  it('tells a picture in another dress from another picture', async () => {
    const originals = [
      drawing('#eee', '#999'),
      drawing('#000', '#fff'),
      ...Array.from({ length: 40 }, (_, i) => blobs(i)),
    ];
    const hashes = await Promise.all(originals.map((original) => perceptualHash(sharp, original)));
    const count = { alike: 0, unlike: 0 };
    const falseRejects: string[] = [];
    const falseAccepts: string[] = [];
    for (const [i, original] of originals.entries()) {
      const dressed = {
        'saved badly': sharp(original).jpeg({ quality: 30 }),
        'half the size': sharp(original).resize(150).webp({ quality: 60 }),
        'twice the size': sharp(original).resize(900).png(),
        grey: sharp(original).greyscale().jpeg(),
        tinted: sharp(original).tint('#806040').jpeg(),
        darker: sharp(original).gamma(2).jpeg(),
      };
      for (const [name, variant] of Object.entries(dressed)) {
        const distance = hashDistance(hashes[i] ?? 0n, await perceptualHash(sharp, await variant.toBuffer()));
        count.alike++;
        if (distance > usualDistance) falseAccepts.push(`${i} ${name}: ${distance}`);
      }
      for (let other = 0; other < i; other++) {
        count.unlike++;
        const distance = hashDistance(hashes[i] ?? 0n, hashes[other] ?? 0n);
        if (distance <= usualDistance) falseRejects.push(`${i} and ${other}: ${distance}`);
      }
    }
    process.stdout.write(
      `${count.alike} pairs alike, ${count.unlike} unlike: ${falseAccepts.length} not recognised, ${falseRejects.length} mistaken\n`,
    );
    expect(falseAccepts).toEqual([]);
    expect(falseRejects).toEqual([]);
  });

  it('names the file that a picture looks like', async () => {
    const file = join(folder, 'gone.png');
    await sharp(drawing('#eee', '#999')).png().toFile(file);
    const judge = await createLikenessJudge(sharp, [file]);
    expect(await judge(await sharp(drawing('#eee', '#777')).jpeg().toBuffer())).toMatchObject({ file });
    expect(await judge(await sharp(blobs(3)).jpeg().toBuffer())).toBeUndefined();
    expect(await judge(Buffer.from('no picture'))).toBeUndefined();
    const strict = await createLikenessJudge(sharp, [file], 0);
    expect(await strict(await sharp(blobs(3)).jpeg().toBuffer())).toBeUndefined();
    await expect(createLikenessJudge(sharp, [join(folder, 'none.png')])).rejects.toThrow(
      'none.png: no picture',
    );
  });
});

// Headers without pixels behind them, or formats under a false name: good for the judge, nothing to decode.
const handmade = /^(bmp|heic|tiff directory|tiff table|avif as|png animated|svg)/;
