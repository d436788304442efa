/** The size in pixels that an SVG's root tag asks for, by its width and height or else its viewBox; undefined where it has none. */
export function svgSize(rootTag: string): { width: number; height: number } | undefined {
  const width = pixels(attribute(rootTag, 'width'));
  const height = pixels(attribute(rootTag, 'height'));
  if (width !== undefined && height !== undefined) return { width, height };
  const [, , boxWidth, boxHeight] = (attribute(rootTag, 'viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  if (!boxWidth || !boxHeight || boxWidth < 0 || boxHeight < 0) return undefined;
  // One side given: the other follows from the shape of the view box.
  if (width !== undefined) return { width, height: atLeastOne((width * boxHeight) / boxWidth) };
  if (height !== undefined) return { width: atLeastOne((height * boxWidth) / boxHeight), height };
  return { width: atLeastOne(boxWidth), height: atLeastOne(boxHeight) };
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match?.[1] ?? match?.[2];
}

function pixels(length: string | undefined): number | undefined {
  const match = /^\+?(\d{0,9}\.?\d{0,9})(px|pt|pc|mm|cm|in|Q)?$/.exec((length ?? '').trim());
  const value = Number(match?.[1]) * (pixelsPerUnit.get(match?.[2] ?? 'px') ?? 1);
  return value > 0 ? atLeastOne(value) : undefined;
}

// CSS Values, 6.2: an inch is 96 pixels.
const pixelsPerUnit = new Map([
  ['px', 1],
  ['pt', 96 / 72],
  ['pc', 16],
  ['in', 96],
  ['cm', 96 / 2.54],
  ['mm', 96 / 25.4],
  ['Q', 96 / 101.6],
]);

function atLeastOne(value: number): number {
  return Math.max(1, Math.round(value));
}
