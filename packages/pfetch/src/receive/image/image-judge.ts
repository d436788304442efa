import { boxType } from '../magic/box-type.js';
import { readBmp } from './bmp.js';
import { readBoxes } from './boxes.js';
import type { Fault, FaultCode } from './fault.js';
import { readGif } from './gif.js';
import { judgeSize, type ImageLimits } from './image-limits.js';
import { readJpeg } from './jpeg.js';
import { readPng } from './png.js';
import { createFeed, type Reading, type Source } from './source.js';
import { readSvg } from './svg.js';
import { readTiff } from './tiff.js';
import { readWebp } from './webp.js';

/** What a judge found; width and height are as stored, before any EXIF turn, and absent where the header was not reached. */
export type ImageVerdict = { type?: string; width?: number; height?: number } & (
  { ok: true; type: string } | { ok: false; code: FaultCode; message: string }
);

export type ImageJudge = {
  /** Takes the next chunk, which it does not keep; after a verdict the rest of the body need not be shown to it. */
  push(chunk: Buffer): 'more' | ImageVerdict;
  /** To be called at the end of the body. */
  end(): ImageVerdict;
};

/** Judges one body as it streams: its header decodes and is within the limits, and its end is there. */
export function createImageJudge(limits: ImageLimits): ImageJudge {
  const seen: Seen = { type: undefined, width: undefined, height: undefined };
  const source: Source = {
    bytes: nothing,
    at: 0,
    end: 0,
    base: 0,
    enoughAt: Infinity,
    judgeSize(width, height) {
      seen.width = width;
      seen.height = height;
      return judgeSize(limits, width, height);
    },
  };
  const feed = createFeed(source, readPicture(source, seen, limits));
  let verdict: ImageVerdict | undefined;

  return {
    push(chunk) {
      if (verdict) return verdict;
      if (feed.push(chunk)) return 'more';
      return (verdict = verdictOf(seen, feed.result()));
    },
    end() {
      const total = feed.total();
      const isEnough = total >= source.enoughAt;
      return (verdict ??= verdictOf(seen, isEnough ? undefined : faultOfShort(total, seen.type)));
    },
  };
}

const nothing = Buffer.alloc(0);

type Seen = { type: string | undefined; width: number | undefined; height: number | undefined };

function* readPicture(source: Source, seen: Seen, limits: ImageLimits): Reading {
  yield minBytes;
  const start = source.bytes.toString('latin1', source.at, source.at + minBytes);
  const format = formats.find(({ begins }) => begins.test(start));
  if (format === undefined) {
    return {
      code: 'no-picture',
      message: `no picture of a known format: it begins with ${JSON.stringify(start)}`,
    };
  }
  seen.type = format.type;
  if (format.type === 'image/avif') seen.type = yield* readBrand(source);
  return yield* format.read(source, limits);
}

// The shortest picture of all formats but SVG is a GIF of 26 bytes; `<svg></svg>\n` has 12.
const minBytes = 12;

const formats: { type: string; begins: RegExp; read: (source: Source, limits: ImageLimits) => Reading }[] = [
  { type: 'image/jpeg', begins: /^\xff\xd8\xff/, read: readJpeg },
  { type: 'image/png', begins: /^\x89PNG\r\n\x1a\n/, read: readPng },
  { type: 'image/gif', begins: /^GIF8[79]a/, read: readGif },
  { type: 'image/webp', begins: /^RIFF....WEBP/s, read: readWebp },
  { type: 'image/avif', begins: /^....ftyp(?:avi[fs]|hei[cxms]|hev[cx]|mif1|msf1)/s, read: readBoxes },
  { type: 'image/bmp', begins: /^BM/, read: readBmp },
  { type: 'image/tiff', begins: /^(?:II[*+]\0|MM\0[*+])/, read: readTiff },
  {
    type: 'image/svg+xml',
    begins: /^(?:\xef\xbb\xbf)?\s*</,
    read: (source, { svg }) => readSvg(source, svg ?? false),
  },
];

function* readBrand(source: Source): Generator<number, string, void> {
  const length = Math.min(source.bytes.readUInt32BE(source.at), 1024);
  yield Math.max(length, 16);
  return boxType(source.bytes.subarray(source.at, source.at + length));
}

function faultOfShort(total: number, type: string | undefined): Fault {
  if (type === undefined) return { code: 'no-picture', message: `${total} bytes are too few for a picture` };
  return { code: 'truncated', message: `the body ends after ${total} bytes, before the end of the picture` };
}

function verdictOf({ type, width, height }: Seen, fault: Fault | undefined): ImageVerdict {
  const found = { ...(type && { type }), ...(width && height && { width, height }) };
  if (fault) return { ok: false, ...fault, ...found };
  return { ok: true, ...found, type: type ?? '' };
}
