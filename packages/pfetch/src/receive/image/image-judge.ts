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
  const source = new PictureSource(limits);
  const feed = createFeed(source, readPicture(source));
  let verdict: ImageVerdict | undefined;

  return {
    push(chunk) {
      if (verdict) return verdict;
      if (feed.push(chunk)) return 'more';
      return (verdict = verdictOf(source, feed.result()));
    },
    end() {
      if (verdict) return verdict;
      const total = feed.total();
      const fault = total >= source.enoughAt ? undefined : faultOfShort(total, source.type);
      return (verdict = verdictOf(source, fault));
    },
  };
}

/** The body of one picture, and what its header has told. */
class PictureSource implements Source {
  bytes = nothing;
  at = 0;
  end = 0;
  base = 0;
  enoughAt = Infinity;
  type: string | undefined;
  width: number | undefined;
  height: number | undefined;
  readonly limits: ImageLimits;

  constructor(limits: ImageLimits) {
    this.limits = limits;
  }

  judgeSize(width: number, height: number): Fault | undefined {
    this.width = width;
    this.height = height;
    return judgeSize(this.limits, width, height);
  }
}

const nothing = Buffer.alloc(0);

function* readPicture(source: PictureSource): Reading {
  yield minBytes;
  const start = source.bytes.toString('latin1', source.at, source.at + minBytes);
  const format = formats.find(({ begins }) => begins.test(start));
  if (format === undefined) {
    return {
      code: 'no-picture',
      message: `no picture of a known format: it begins with ${JSON.stringify(start)}`,
    };
  }
  source.type = format.type;
  if (format.type === 'image/avif') source.type = yield* readBrand(source);
  return yield* format.read(source, source.limits);
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

// Member by member: spreading what may be absent took 5 us, more than the walk through the picture.
function verdictOf({ type, width, height }: PictureSource, fault: Fault | undefined): ImageVerdict {
  const verdict: ImageVerdict =
    fault === undefined
      ? { ok: true, type: type ?? '' }
      : { ok: false, code: fault.code, message: fault.message };
  if (type !== undefined) verdict.type = type;
  if (width === undefined || height === undefined || width === 0 || height === 0) return verdict;
  verdict.width = width;
  verdict.height = height;
  return verdict;
}
