/** Bodies that are no pictures, also such as begin like one. */
export const noPictures: { readonly [name: string]: Buffer } = {
  'an empty body': Buffer.alloc(0),
  'an HTML page': Buffer.from(
    '<!doctype html><html><body>Photo not found<svg width="1" height="1"></svg></body></html>',
  ),
  'an XHTML page': Buffer.from('<?xml version="1.0"?><html><svg></svg></html>'),
  'an HTML fragment': Buffer.from('<p>gone</p>'),
  JSON: Buffer.from('{"error":"not found"}'),
  'text that begins like a bitmap': Buffer.from(`BMW is a maker of cars ${'and of motorcycles '.repeat(20)}`),
  'script that begins like a GIF': Buffer.from(`GIF89a=1;/*${' '.repeat(100)}*/alert(1);`),
  'HTML behind JPEG magic': Buffer.from(`\xff\xd8\xff\xe0<html>${'x'.repeat(300)}</html>\xff\xd9`, 'latin1'),
  'a JPEG of markers only': Buffer.from('ffd8ffd9ffd9ffd9ffd9ffd9', 'hex'),
  'HTML behind PNG magic': Buffer.from(`\x89PNG\r\n\x1a\n<html>${'x'.repeat(300)}</html>`, 'latin1'),
  'sound in RIFF': Buffer.from(`RIFF\x24\0\0\0WAVEfmt ${'\0'.repeat(60)}`, 'latin1'),
  'a WebP of nothing': Buffer.from(`RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0${'\0'.repeat(40)}`, 'latin1'),
  'a WebP shorter than its RIFF says': Buffer.from(
    `RIFF\x1b\0\0\0WEBPVP8L\x0a\0\0\0\x2f${'\0'.repeat(9)}`,
    'latin1',
  ),
  'a film': Buffer.from(`\0\0\0\x14ftypisom\0\0\0\0mp42\0\0\0\x08mdat`, 'latin1'),
  'a zip': Buffer.from(`PK\x03\x04${'\0'.repeat(60)}`, 'latin1'),
  zeros: Buffer.alloc(10_000),
};
