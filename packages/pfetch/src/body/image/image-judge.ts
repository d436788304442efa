import { boxType } from '../magic/box-type.js';
import { readBmp } from './bmp.js';
import { readBoxes } from './boxes.js';
import type { Fault, FaultCode } from './fault.js';
import { Feed } from './feed.js';
import { readGif } from './gif.js';
import { judgeSize, type ImageLimits } from './image-limits.js';
import { walkJpeg } from './jpeg.js';
import { readPng } from './png.js';
import { type Reading, type Source, type Walk, walkOf } from './source.js';
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
  return new StreamingJudge(limits);
}

// Classes, not closures: half the memory a picture, and what a run allocates is what its garbage collection costs.
class StreamingJudge implements ImageJudge {
  readonly #source: PictureSource;
  readonly #feed: Feed;
  #verdict: ImageVerdict | undefined;

  constructor(limits: ImageLimits) {
    this.#source = new PictureSource(limits);
    this.#feed = new Feed(this.#source, walkPicture(this.#source), minBytes);
  }

  push(chunk: Buffer): 'more' | ImageVerdict {
    if (this.#verdict) return this.#verdict;
    if (this.#feed.push(chunk)) return 'more';
    return (this.#verdict = verdictOf(this.#source, this.#feed.fault));
  }

  end(): ImageVerdict {
    if (this.#verdict) return this.#verdict;
    const { total } = this.#feed;
    const fault = total >= this.#source.enoughAt ? undefined : faultOfShort(total, this.#source.type);
    return (this.#verdict = verdictOf(this.#source, fault));
  }
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

/** Finds the format, whose walk it is from then on. */
function walkPicture(source: PictureSource): Walk {
  let walk: Walk | undefined;
  return () => {
    if (walk === undefined) {
      const format = formatOf(source);
      if ('code' in format) return format;
      source.type = format.type;
      walk = format.walk(source, source.limits);
    }
    return walk();
  };
}

// The shortest picture of all formats but SVG is a GIF of 26 bytes; `<svg></svg>\n` has 12.
const minBytes = 12;

type Format = { type: string; walk: (source: PictureSource, limits: ImageLimits) => Walk };

function formatOf({ bytes, at }: PictureSource): Format | Fault {
  // Most pictures are JPEGs: no text is made of the beginning of one, and no expression tried on it.
  if (bytes[at] === 0xff && bytes[at + 1] === 0xd8 && bytes[at + 2] === 0xff) return jpeg;
  const start = bytes.toString('latin1', at, at + minBytes);
  const format = formats.find(({ begins }) => begins.test(start));
  if (format !== undefined) return format;
  return {
    code: 'no-picture',
    message: `no picture of a known format: it begins with ${JSON.stringify(start)}`,
  };
}

const jpeg: Format = { type: 'image/jpeg', walk: walkJpeg };

const formats: (Format & { begins: RegExp })[] = [
  { type: 'image/png', begins: /^\x89PNG\r\n\x1a\n/, walk: (source) => walkOf(readPng(source)) },
  { type: 'image/gif', begins: /^GIF8[79]a/, walk: (source) => walkOf(readGif(source)) },
  { type: 'image/webp', begins: /^RIFF....WEBP/s, walk: (source) => walkOf(readWebp(source)) },
  {
    type: 'image/avif',
    begins: /^....ftyp(?:avi[fs]|hei[cxms]|hev[cx]|mif1|msf1)/s,
    walk: (source) => walkOf(readBranded(source)),
  },
  { type: 'image/bmp', begins: /^BM/, walk: (source) => walkOf(readBmp(source)) },
  { type: 'image/tiff', begins: /^(?:II[*+]\0|MM\0[*+])/, walk: (source) => walkOf(readTiff(source)) },
  {
    type: 'image/svg+xml',
    begins: /^(?:\xef\xbb\xbf)?\s*</,
    walk: (source, { svg }) => walkOf(readSvg(source, svg ?? false)),
  },
];

/** The brand of the first box tells AVIF from HEIC. */
function* readBranded(source: PictureSource): Reading {
  const length = Math.min(source.bytes.readUInt32BE(source.at), 1024);
  yield Math.max(length, 16);
  source.type = boxType(source.bytes.subarray(source.at, source.at + length));
  return yield* readBoxes(source);
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
