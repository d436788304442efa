import { createHash } from 'node:crypto';

import { type Colour, makeJpeg } from './jpeg.js';

/** A JPEG of a subject's own: the same name gives the same picture, another name another one. */
export function pictureOf(subject: string, columns = 24, rows = 18): Buffer {
  const dice = createHash('sha256').update(subject).digest();
  const [wall = 0, shade = 0, vase = 0, widest = 0, waist = 0] = dice;
  const middle = columns / 2;
  return makeJpeg({
    columns,
    rows,
    colourAt: (column, row) => {
      const height = row / rows;
      const width =
        (0.15 + (widest / 255) * 0.2) * Math.sin(Math.PI * height ** (0.6 + waist / 255)) * columns;
      if (height > 0.85) return tint(shade, 0.35);
      return Math.abs(column + 0.5 - middle) < width && height > 0.2
        ? tint(vase, 0.4 + 0.6 * (column / columns))
        : tint(wall, 1 - 0.4 * height);
    },
  });
}

/** A hue from a byte, and how bright. */
function tint(hue: number, light: number): Colour {
  const wave = (shift: number): number =>
    Math.round((0.6 + 0.4 * Math.cos((hue / 256 + shift) * 2 * Math.PI)) * 255 * light);
  return [wave(0), wave(1 / 3), wave(2 / 3)];
}
