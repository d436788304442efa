import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { noPictures } from '../../../../../test/support/no-pictures.js';
import { makePictures, type Picture } from '../../../../../test/support/pictures.js';
import { createImageJudge, type ImageVerdict } from './image-judge.js';
import type { ImageLimits } from './image-limits.js';

let pictures: Picture[] = [];
beforeAll(async () => {
  pictures = await makePictures();
});

describe('createImageJudge', () => {
  it('takes every whole picture and no other, on the whole corpus', () => {
    const count = { pictures: 0, padded: 0, truncated: 0, foreign: 0 };
    const falseRejects: string[] = [];
    const falseAccepts: string[] = [];
    for (const picture of pictures) {
      const { name, type, width, height, bytes } = picture;
      const expected = { ok: true, type, width, height };
      for (const padding of paddings) {
        const verdict = judge(Buffer.concat([bytes, padding]));
        count[padding.length === 0 ? 'pictures' : 'padded']++;
        if (!isSame(verdict, expected))
          falseRejects.push(`${name} + ${padding.length}: ${JSON.stringify(verdict)}`);
      }
      for (const length of cutsOf(picture)) {
        const verdict = judge(bytes.subarray(0, length));
        count.truncated++;
        if (verdict.ok) falseAccepts.push(`${name} cut to ${length} of ${bytes.length}`);
      }
    }
    for (const [name, bytes] of Object.entries(noPictures)) {
      count.foreign++;
      if (judge(bytes).ok) falseAccepts.push(name);
    }
    process.stdout.write(
      `${count.pictures} whole pictures, ${count.padded} padded, ${count.truncated} cut short, ${count.foreign} that are none: ` +
        `${falseRejects.length} false rejects, ${falseAccepts.length} false accepts\n`,
    );
    expect(falseRejects).toEqual([]);
    expect(falseAccepts).toEqual([]);
  });

  it('sees through bodies cut short and filled up with zeros where the format has an end of its own', () => {
    for (const { name, bytes, end } of pictures.filter(({ type }) => /jpeg|png|gif/.test(type))) {
      for (let length = 12; length < end; length += 7) {
        const filled = Buffer.alloc(bytes.length);
        bytes.copy(filled, 0, 0, length);
        // A body whose own last bytes are zeros, or a cut in the checks of a header that nothing depends on, is no loss.
        expect(judge(filled).ok, `${name} filled from ${length}`).toBe(false);
      }
    }
  });

  it('gives the same verdict however the body is cut into chunks', () => {
    const body = fc.record({
      picture: fc.constantFrom(...pictures),
      length: fc.double({ min: 0, max: 1.2, noNaN: true }),
      spoilt: fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 2 }),
      chunk: fc.integer({ min: 1, max: 70 }),
      limits: fc.constantFrom<ImageLimits>(
        {},
        { svg: true },
        { min: { width: 65, height: 1 } },
        { aspect: { min: 1, max: 9 } },
      ),
    });
    fc.assert(
      fc.property(body, ({ picture, length, spoilt, chunk, limits }) => {
        const bytes = Buffer.alloc(Math.round(picture.bytes.length * length));
        picture.bytes.copy(bytes);
        for (const [at, value] of spoilt) if (at < bytes.length) bytes[at] = value;
        expect(judge(bytes, limits, chunk)).toEqual(judge(bytes, limits));
      }),
      { numRuns: 3000 },
    );
  });

  it('never throws, whatever the bytes', () => {
    const starts = pictures.map(({ bytes }) => bytes.subarray(0, 40));
    const body = fc.tuple(
      fc.constantFrom(...starts),
      fc.nat(40),
      fc.uint8Array({ maxLength: 400 }),
      fc.integer({ min: 1, max: 90 }),
    );
    fc.assert(
      fc.property(body, ([start, cut, tail, chunk]) => {
        const bytes = Buffer.concat([start.subarray(0, cut), tail]);
        expect(judge(bytes, { svg: true }, chunk)).toEqual(judge(bytes, { svg: true }));
      }),
      { numRuns: 3000 },
    );
  });

  it('drops a picture outside the limits as soon as its header is read', () => {
    const limits: [ImageLimits, string][] = [
      [{ min: { width: 2000, height: 1 } }, 'too-small'],
      [{ max: { width: 2000, height: 2 } }, 'too-large'],
      [{ aspect: { min: 30, max: 40 } }, 'aspect'],
    ];
    for (const [limit, code] of limits) {
      for (const { name, type, bytes } of pictures) {
        if (/thumbnail|icc|exif/.test(name)) continue; // their size stands further in
        const needed = type === 'image/tiff' ? bytes.length : 700;
        const judge = createImageJudge({ ...limit, svg: true });
        expect(judge.push(bytes.subarray(0, needed)), name).toMatchObject({ ok: false, code, type });
      }
    }
  });

  it('takes drawings only by choice', () => {
    const drawing = Buffer.from('<svg width="40" height="30"></svg>');
    expect(judge(drawing, { svg: false })).toMatchObject({ ok: false, code: 'svg', type: 'image/svg+xml' });
    expect(judge(Buffer.from('<svg width="100%"></svg>'))).toEqual({ ok: true, type: 'image/svg+xml' });
  });

  it('needs no byte after the end of a picture', () => {
    for (const { name, type, bytes, end } of pictures) {
      if (type === 'image/avif' || type === 'image/heic') continue; // boxes may always be followed by more boxes
      expect(createImageJudge({ svg: true }).push(bytes.subarray(0, end)), name).toMatchObject({ ok: true });
    }
  });
});

function judge(bytes: Buffer, limits: ImageLimits = { svg: true }, chunkBytes = bytes.length): ImageVerdict {
  const judge = createImageJudge(limits);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    // A copy that is spoilt afterwards: chunks are only valid during the call.
    const chunk = Buffer.from(bytes.subarray(at, at + chunkBytes));
    const verdict = judge.push(chunk);
    chunk.fill(0xd9);
    if (verdict !== 'more') return verdict;
  }
  return judge.end();
}

function isSame(verdict: ImageVerdict, expected: object): boolean {
  return JSON.stringify(Object.entries(verdict).sort()) === JSON.stringify(Object.entries(expected).sort());
}

const paddings = [
  Buffer.alloc(0),
  Buffer.alloc(1),
  Buffer.alloc(7),
  Buffer.alloc(5000),
  Buffer.from('\r\n'),
  Buffer.alloc(9, 0xff),
];

// Every offset of the first and last 200 bytes, and a hundred between.
function cutsOf({ end }: Picture): number[] {
  const step = Math.max(1, Math.floor(end / 100));
  return Array.from({ length: end }, (_, i) => i).filter((i) => i < 200 || i >= end - 200 || i % step === 0);
}
