import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { extensionOf } from '../naming/extension-of.js';
import { magicBytes, typeOf } from './magic.js';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const box = (brand: string, ...compatible: string[]) =>
  latin1(
    `\0\0\0${String.fromCharCode(16 + 4 * compatible.length)}ftyp${brand}\0\0\0\0${compatible.join('')}`,
  );
const zipped = (...names: string[]) =>
  latin1(names.map((name) => `PK\x03\x04${'\0'.repeat(26)}${name}`).join('data'));
const bitmap = (header: number) => latin1(`BM${'\0'.repeat(12)}${String.fromCharCode(header)}\0\0\0`);

const proofs: [type: string | undefined, bytes: Buffer][] = [
  ['image/jpeg', latin1('\xff\xd8\xff\xe0\0\x10JFIF')],
  ['image/jpeg', latin1('\xff\xd8\xff\xdb')],
  ['image/png', latin1('\x89PNG\r\n\x1a\n')],
  ['image/gif', latin1('GIF89a\x01\0\x01\0')],
  ['image/webp', latin1('RIFF\0\0\0\0WEBPVP8 ')],
  ['audio/wav', latin1('RIFF\0\0\0\0WAVEfmt ')],
  ['video/x-msvideo', latin1('RIFF\0\0\0\0AVI LIST')],
  ['image/avif', box('avif', 'mif1')],
  ['image/avif', box('avis', 'avif')],
  ['image/avif', box('mif1', 'miaf', 'avif')],
  ['image/heic', box('heic')],
  ['image/heic', box('mif1', 'heic')],
  ['image/heif', box('mif1', 'xxxx')],
  ['video/mp4', box('isom', 'mp42')],
  ['audio/mp4', box('M4A ')],
  ['video/quicktime', box('qt  ')],
  ['image/bmp', bitmap(40)],
  ['image/bmp', bitmap(124)],
  ['text/plain', latin1('BMW is a maker of cars and of motorcycles')],
  ['image/tiff', latin1('II*\0\x08\0\0\0\x0c\0')],
  ['image/tiff', latin1('MM\0*\0\0\0\x08\0\x0c')],
  ['image/x-canon-cr2', latin1('II*\0\x10\0\0\0CR\x02\0')],
  ['image/vnd.microsoft.icon', latin1(`\0\0\x01\0\x01\0\x10\x10\0\0${'\0'.repeat(12)}`)],
  ['image/jxl', latin1('\xff\x0a\xfa\x1f')],
  ['image/jxl', latin1('\0\0\0\x0cJXL \r\n\x87\n')],
  ['image/svg+xml', latin1('<svg xmlns="http://www.w3.org/2000/svg">')],
  ['image/svg+xml', latin1('<?xml version="1.0"?>\n<!-- by hand -->\n<svg width="1">')],
  ['image/svg+xml', latin1('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" [ <!ENTITY a "b"> ]><svg>')],
  ['image/svg+xml', latin1(`<?xml version="1.0"?><!--${'-'.repeat(1500)}x--><svg>`)],
  ['application/pdf', latin1('%PDF-1.7\n')],
  ['application/zip', zipped('photos/a.jpg')],
  ['application/zip', latin1('PK\x05\x06')],
  [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    zipped('[Content_Types].xml', 'word/document.xml'),
  ],
  [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    zipped('_rels/.rels', 'xl/workbook.xml'),
  ],
  [
    'application/epub+zip',
    latin1(`PK\x03\x04${'\0'.repeat(14)}\x14\0\0\0\0\0\0\0\x08\0\0\0mimetypeapplication/epub+zip`),
  ],
  ['application/gzip', latin1('\x1f\x8b\x08\0')],
  ['application/x-bzip2', latin1('BZh91AY&SY')],
  ['text/plain', latin1('BZh is no archive')],
  ['application/x-xz', latin1('\xfd7zXZ\0')],
  ['application/zstd', latin1('\x28\xb5\x2f\xfd')],
  ['application/x-7z-compressed', latin1('7z\xbc\xaf\x27\x1c')],
  ['application/vnd.rar', latin1('Rar!\x1a\x07\x01\0')],
  ['application/x-tar', latin1(`a.jpg${'\0'.repeat(252)}ustar\x0000`)],
  ['video/webm', latin1('\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm')],
  ['video/matroska', latin1('\x1a\x45\xdf\xa3\xa3\x42\x82\x88matroska')],
  ['audio/ogg', latin1(`OggS${'\0'.repeat(24)}OpusHead`)],
  ['video/ogg', latin1(`OggS${'\0'.repeat(24)}\x80theora`)],
  ['audio/mpeg', latin1('ID3\x03\0')],
  ['audio/mpeg', latin1('\xff\xfb\x90\x64')],
  ['audio/flac', latin1('fLaC\0\0\0\x22')],
  ['text/html', latin1('\n<!doctype html><title>x')],
  ['text/html', latin1('\xef\xbb\xbf<HTML lang=en>')],
  ['text/html', latin1('<!-- saved --><head>')],
  ['text/html', Buffer.from('\ufeff<html>', 'utf16le')],
  ['application/xhtml+xml', latin1('<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>')],
  ['application/xml', latin1('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>')],
  ['application/rss+xml', latin1('<?xml version="1.0"?><rss version="2.0">')],
  ['application/json', latin1('{"error": "gone"}')],
  ['application/json', latin1(' [\n {"a":1}]')],
  ['text/plain', latin1('[see below] not JSON')],
  ['text/plain', latin1('404 not found\n')],
  ['text/plain', latin1('< 5 files')],
  ['text/plain', latin1('<constructor>')],
  [undefined, latin1('\0\x01\x02\x03')],
  [undefined, latin1('')],
];

describe('typeOf', () => {
  it.each(proofs)('%s', (type, bytes) => {
    expect(typeOf(bytes)).toBe(type);
    expect(bytes.length).toBeLessThan(magicBytes);
  });

  it('never throws, whatever the bytes', () => {
    const prefixes = proofs.map(([, bytes]) => bytes);
    const spoilt = fc.tuple(fc.constantFrom(...prefixes), fc.nat(300), fc.uint8Array({ maxLength: 300 }));
    fc.assert(
      fc.property(spoilt, ([prefix, cut, tail]) => {
        typeOf(Buffer.concat([prefix.subarray(0, cut), tail]));
        typeOf(Buffer.from(tail));
      }),
      { numRuns: 3000 },
    );
  });

  it('gives only types that have an extension', () => {
    for (const [type] of proofs)
      if (type !== undefined) expect(extensionOf(type), type).toMatch(/^[a-z\d]+$/);
  });
});
