import sharp from 'sharp';

/** A picture as a real encoder writes it; `end` is where it is whole, for those that may be followed by more. */
export type Picture = {
  name: string;
  type: string;
  width: number;
  height: number;
  bytes: Buffer;
  end: number;
};

/** The pictures of the corpus: every format that --image judges, in the variants that are met. */
export async function makePictures(): Promise<Picture[]> {
  const made = await Promise.all(
    encodings.map(async ([name, encode]) => {
      const size = sizes[name.length % sizes.length] ?? [64, 48];
      const bytes = await encode(paint(size[0], size[1]));
      return { name, bytes, width: size[0], height: size[1] };
    }),
  );
  const whole = made.map((picture) => ({ ...picture, type: `image/${picture.name.split(' ', 1)[0]}` }));
  const all: Bare[] = [...whole, ...altered(whole), ...bitmaps(), ...tiffs(), ...drawings()];
  return all.map((picture) => ({ ...picture, end: picture.end ?? picture.bytes.length }));
}

type Painting = ReturnType<typeof sharp>;
type Bare = Omit<Picture, 'end'> & { end?: number };

const sizes: [number, number][] = [
  [97, 61],
  [64, 48],
  [33, 120],
];

// A gradient with a noisy corner: smooth and busy blocks, so that coded data has many stuffed bytes.
function paint(width: number, height: number): Painting {
  const pixels = Buffer.alloc(width * height * 3);
  let seed = 7;
  for (let i = 0; i < pixels.length; i++) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    pixels[i] = i % (width * 3) < width ? seed >> 16 : i / width;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

async function framesOf(image: Painting): Promise<Painting> {
  const first = await image.png().toBuffer();
  const others = [sharp(first).negate().png().toBuffer(), sharp(first).flip().png().toBuffer()];
  return sharp([first, ...(await Promise.all(others))], { join: { animated: true } });
}

const encodings: [name: string, encode: (image: Painting) => Promise<Buffer>][] = [
  ['jpeg', (image) => image.jpeg().toBuffer()],
  ['jpeg progressive', (image) => image.jpeg({ progressive: true, quality: 95 }).toBuffer()],
  ['jpeg mozjpeg', (image) => image.jpeg({ mozjpeg: true }).toBuffer()],
  ['jpeg 4:4:4 best', (image) => image.jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer()],
  ['jpeg grey', (image) => image.greyscale().jpeg().toBuffer()],
  ['jpeg cmyk', (image) => image.toColourspace('cmyk').jpeg().toBuffer()],
  ['jpeg exif turned', (image) => image.jpeg().withMetadata({ orientation: 6 }).toBuffer()],
  ['jpeg icc', (image) => image.jpeg().withIccProfile('p3').toBuffer()],
  ['png', (image) => image.png().toBuffer()],
  ['png interlaced', (image) => image.png({ progressive: true }).toBuffer()],
  ['png palette', (image) => image.png({ palette: true, colours: 16 }).toBuffer()],
  ['png grey', (image) => image.greyscale().png().toBuffer()],
  ['png 16 bits', (image) => image.toColourspace('rgb16').png().toBuffer()],
  ['png alpha icc', (image) => image.ensureAlpha(0.5).png().withIccProfile('srgb').toBuffer()],
  ['gif', (image) => image.gif().toBuffer()],
  ['gif interlaced', (image) => image.gif({ progressive: true }).toBuffer()],
  ['gif animated', async (image) => (await framesOf(image)).gif().toBuffer()],
  ['webp', (image) => image.webp().toBuffer()],
  ['webp lossless', (image) => image.webp({ lossless: true }).toBuffer()],
  ['webp alpha exif', (image) => image.ensureAlpha(0.5).webp().withMetadata({ orientation: 3 }).toBuffer()],
  ['webp animated', async (image) => (await framesOf(image)).webp().toBuffer()],
  ['avif', (image) => image.avif({ effort: 0 }).toBuffer()],
  ['avif lossless', (image) => image.avif({ lossless: true, effort: 0 }).toBuffer()],
  ['avif alpha', (image) => image.ensureAlpha(0.5).avif({ effort: 0 }).toBuffer()],
  ['avif exif', (image) => image.avif({ effort: 0 }).withMetadata({ orientation: 6 }).toBuffer()],
  ['tiff', (image) => image.tiff({ compression: 'none' }).toBuffer()],
  ['tiff lzw', (image) => image.tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer()],
  ['tiff deflate', (image) => image.tiff({ compression: 'deflate' }).toBuffer()],
  ['tiff jpeg', (image) => image.tiff({ compression: 'jpeg' }).toBuffer()],
  ['tiff tiled', (image) => image.tiff({ tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer()],
  [
    'tiff pyramid',
    (image) => image.tiff({ tile: true, tileWidth: 16, tileHeight: 16, pyramid: true }).toBuffer(),
  ],
  [
    'tiff bits',
    (image) => image.greyscale().threshold().tiff({ bitdepth: 1, compression: 'deflate' }).toBuffer(),
  ],
  ['tiff big', (image) => image.tiff({ bigtiff: true }).toBuffer()],
];

/** Variants that sharp does not write, made from what it does. */
function altered(whole: Bare[]): Bare[] {
  const named = (name: string): Bare => {
    const found = whole.find((picture) => picture.name === name);
    if (found === undefined) throw new Error(`the corpus has no ${name}`);
    return found;
  };
  const [jpeg, progressive, png, avif] = [
    named('jpeg'),
    named('jpeg progressive'),
    named('png'),
    named('avif'),
  ];
  const { bytes } = jpeg;
  const scan = bytes.indexOf('\xff\xda', 0, 'latin1');
  const control = chunk('acTL', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]));
  return [
    { ...jpeg, name: 'jpeg with a thumbnail', bytes: inserted(bytes, 2, segment(0xe1, progressive.bytes)) },
    { ...jpeg, name: 'jpeg with stray bytes', bytes: inserted(bytes, scan, latin1('\0\x11\x22')) },
    { ...jpeg, name: 'jpeg with filled markers', bytes: inserted(bytes, scan, latin1('\xff\xff\xff')) },
    {
      ...jpeg,
      name: 'jpeg of two (mpo)',
      bytes: Buffer.concat([bytes, progressive.bytes]),
      end: bytes.length,
    },
    { ...png, name: 'png animated', bytes: inserted(png.bytes, 33, control) },
    { ...avif, name: 'heic', type: 'image/heic', bytes: replaced(avif.bytes, 'avif', 'heic', 16) },
    { ...avif, name: 'avif as mif1', bytes: replaced(avif.bytes, 'avif', 'mif1', 12) },
  ];
}

/** Bitmaps by hand: no encoder at hand writes them. */
function bitmaps(): Bare[] {
  const of = (name: string, header: number, bits: number, height: number, stored = 0): Bare => {
    const pixelsAt = 14 + header + (bits <= 8 ? 4 << bits : 0);
    const pixelBytes = stored || Math.ceil((21 * bits) / 32) * 4 * Math.abs(height);
    const bytes = Buffer.alloc(pixelsAt + pixelBytes, 0x5a);
    bytes.fill(0, 0, pixelsAt).write('BM');
    bytes.writeUInt32LE(pixelsAt, 10);
    bytes.writeUInt32LE(header, 14);
    if (header === 12) {
      for (const [i, value] of [21, height, 1, bits].entries()) bytes.writeUInt16LE(value, 18 + 2 * i);
    } else {
      bytes.writeInt32LE(21, 18);
      bytes.writeInt32LE(height, 22);
      bytes.writeUInt16LE(1, 26);
      bytes.writeUInt16LE(bits, 28);
      bytes.writeUInt32LE(stored ? 1 : 0, 30);
      bytes.writeUInt32LE(stored, 34);
    }
    return { name: `bmp ${name}`, type: 'image/bmp', width: 21, height: Math.abs(height), bytes };
  };
  return [
    of('24 bits', 40, 24, 15),
    of('from the top', 40, 32, -15),
    of('palette', 40, 8, 15),
    of('two colours', 40, 1, 15),
    of('run lengths', 40, 8, 15, 77),
    of('os/2', 12, 24, 15),
    of('v5', 124, 32, 15),
  ];
}

/** TIFFs by hand: libtiff writes neither directories before pixels nor the other byte order. */
function tiffs(): Bare[] {
  const of = (name: string, tableFirst: boolean): Bare => {
    const directory = tableFirst ? 8 + 24 : 8;
    const table = tableFirst ? 8 : 8 + 2 + 4 * 12 + 4;
    const pixels = 8 + 24 + 2 + 4 * 12 + 4;
    const bytes = Buffer.alloc(pixels + 30, 0x33);
    bytes.write('MM\0*', 'latin1');
    bytes.writeUInt32BE(directory, 4);
    bytes.writeUInt16BE(4, directory);
    const entries = [
      [256, 4, 1, 10],
      [257, 4, 1, 3],
      [273, 4, 3, table],
      [279, 4, 3, table + 12],
    ];
    for (const [i, [tag = 0, type = 0, count = 0, value = 0]] of entries.entries()) {
      const at = directory + 2 + 12 * i;
      bytes.writeUInt16BE(tag, at);
      bytes.writeUInt16BE(type, at + 2);
      bytes.writeUInt32BE(count, at + 4);
      bytes.writeUInt32BE(value, at + 8);
    }
    bytes.writeUInt32BE(0, directory + 2 + 4 * 12);
    for (let i = 0; i < 3; i++) {
      bytes.writeUInt32BE(pixels + 10 * i, table + 4 * i);
      bytes.writeUInt32BE(10, table + 12 + 4 * i);
    }
    return { name, type: 'image/tiff', width: 10, height: 3, bytes };
  };
  return [of('tiff directory first', false), of('tiff table first', true)];
}

function drawings(): Bare[] {
  const of = (name: string, text: string): Bare => {
    const bytes = Buffer.from(text);
    const end = bytes.lastIndexOf('>') + 1;
    return { name: `svg ${name}`, type: 'image/svg+xml', width: 40, height: 30, bytes, end };
  };
  return [
    of('bare', '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'),
    of(
      'nested',
      '<svg viewBox="0 0 40 30"><svg><g id="a>b"/></svg><!-- </svg> --><![CDATA[</svg>]]></svg>\n',
    ),
    of(
      'declared',
      '<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY x "</svg>">]>\n<s:svg width="30pt" height="22.5pt">&x;</s:svg>',
    ),
    of('one side', "\ufeff<svg\n viewBox='0,0,4,3' width='40px'><text>a &lt; b</text></svg >"),
  ];
}

const latin1 = (text: string) => Buffer.from(text, 'latin1');

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 255]);
}

function inserted(bytes: Buffer, at: number, piece: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}

function replaced(bytes: Buffer, from: string, to: string, before: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(from); at >= 0 && at < before; at = copy.indexOf(from, at + 4))
    copy.write(to, at, 'latin1');
  return copy;
}

function segment(marker: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0xff, marker]), uint16(content.length + 2), content]);
}

function chunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, latin1(type), content, Buffer.alloc(4)]);
}
