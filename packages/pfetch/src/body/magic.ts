import { boxType } from './magic/box-type.js';
import { bmpType, ebmlType, iconType, mp3Type, oggType, riffType, tiffType } from './magic/refine.js';
import { textType } from './magic/text-type.js';
import { zipType } from './magic/zip-type.js';

/** How many first bytes settle every type; all binary ones but tar are settled by the first 64. */
export const magicBytes = 4096;

/** The media type that the first bytes of a body prove, whatever its headers claim; undefined where they prove none. */
export function typeOf(firstBytes: Buffer): string | undefined {
  for (const { prefix, type } of signatures[firstBytes[0] ?? 0] ?? []) {
    if (!startsWith(firstBytes, prefix)) continue;
    const proven = typeof type === 'string' ? type : type(firstBytes);
    if (proven !== undefined) return proven;
  }
  if (startsWith(firstBytes, ftyp, 4) || startsWith(firstBytes, jxlBox, 4)) return boxType(firstBytes);
  if (startsWith(firstBytes, moov, 4) || startsWith(firstBytes, wide, 4)) return 'video/quicktime';
  if (startsWith(firstBytes, ustar, 257)) return 'application/x-tar';
  return textType(firstBytes);
}

type Proof = string | ((firstBytes: Buffer) => string | undefined);
type Signature = { prefix: Buffer; type: Proof };

const ftyp = Buffer.from('ftyp');
const moov = Buffer.from('moov');
const wide = Buffer.from('wide');
const jxlBox = Buffer.from('JXL ');
const ustar = Buffer.from('ustar');

// By first byte: what a body is not costs one look, not a walk through the table.
const signatures = indexByFirstByte([
  ['\xff\xd8\xff', 'image/jpeg'],
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['GIF87a', 'image/gif'],
  ['GIF89a', 'image/gif'],
  ['RIFF', riffType],
  ['BM', bmpType],
  ['II*\0', tiffType],
  ['MM\0*', tiffType],
  ['II+\0', 'image/tiff'],
  ['MM\0+', 'image/tiff'],
  ['\xff\x0a', 'image/jxl'],
  ['\0\0\x01\0', iconType],
  ['\0\0\x02\0', iconType],
  ['\0\0\0\x0cjP  \r\n\x87\n', 'image/jp2'],
  ['\xff\x4f\xff\x51', 'image/j2c'],
  ['8BPS\0\x01', 'image/vnd.adobe.photoshop'],
  ['qoif', 'image/qoi'],
  ['%PDF-', 'application/pdf'],
  ['%!PS', 'application/postscript'],
  ['PK\x03\x04', zipType],
  ['PK\x05\x06', 'application/zip'],
  ['PK\x07\x08', 'application/zip'],
  ['\x1f\x8b\x08', 'application/gzip'],
  ['\x1f\x9d', 'application/x-compress'],
  ['BZh', (bytes) => (startsWith(bytes, bzip2Block, 4) ? 'application/x-bzip2' : undefined)],
  ['\xfd7zXZ\0', 'application/x-xz'],
  ['\x28\xb5\x2f\xfd', 'application/zstd'],
  ['\x04\x22\x4d\x18', 'application/x-lz4'],
  ['7z\xbc\xaf\x27\x1c', 'application/x-7z-compressed'],
  ['Rar!\x1a\x07', 'application/vnd.rar'],
  ['SQLite format 3\0', 'application/vnd.sqlite3'],
  ['PAR1', 'application/vnd.apache.parquet'],
  ['\x89HDF\r\n\x1a\n', 'application/x-hdf5'],
  ['\0asm', 'application/wasm'],
  ['\x1a\x45\xdf\xa3', ebmlType],
  ['OggS', oggType],
  ['ID3\x02', 'audio/mpeg'],
  ['ID3\x03', 'audio/mpeg'],
  ['ID3\x04', 'audio/mpeg'],
  ['\xff', mp3Type],
  ['fLaC', 'audio/flac'],
  ['MThd', 'audio/midi'],
  ['FLV\x01', 'video/x-flv'],
  ['\0\0\x01\xba', 'video/mpeg'],
  ['\0\0\x01\xb3', 'video/mpeg'],
  ['wOFF', 'font/woff'],
  ['wOF2', 'font/woff2'],
  ['OTTO\0', 'font/otf'],
  ['\0\x01\0\0\0', 'font/ttf'],
]);

const bzip2Block = Buffer.from('1AY&SY'); // the digits of pi that open every compressed block

function indexByFirstByte(table: [prefix: string, type: Proof][]): (Signature[] | undefined)[] {
  const index: (Signature[] | undefined)[] = new Array<undefined>(256).fill(undefined);
  for (const [text, type] of table) {
    const prefix = Buffer.from(text, 'latin1');
    (index[prefix[0] ?? 0] ??= []).push({ prefix, type });
  }
  return index;
}

function startsWith(bytes: Buffer, wanted: Buffer, at = 0): boolean {
  if (bytes.length < at + wanted.length) return false;
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}
