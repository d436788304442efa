/** What a RIFF container holds, by its form. */
export function riffType(firstBytes: Buffer): string | undefined {
  const form = firstBytes.toString('latin1', 8, 12);
  if (form === 'WEBP') return 'image/webp';
  if (form === 'WAVE') return 'audio/wav';
  return form === 'AVI ' ? 'video/x-msvideo' : undefined;
}

/** `BM` alone opens many an English text; a bitmap also names the size of its second header. */
export function bmpType(firstBytes: Buffer): string | undefined {
  if (firstBytes.length < 18) return undefined;
  return bmpHeaderSizes.has(firstBytes.readUInt32LE(14)) ? 'image/bmp' : undefined;
}

const bmpHeaderSizes = new Set([12, 16, 40, 52, 56, 64, 108, 124]);

/** TIFF, or the camera format that hides in one. */
export function tiffType(firstBytes: Buffer): string {
  return firstBytes.toString('latin1', 8, 10) === 'CR' ? 'image/x-canon-cr2' : 'image/tiff';
}

/** Icons and cursors: their four magic bytes are mostly zeros, so the count and the reserved byte are looked at too. */
export function iconType(firstBytes: Buffer): string | undefined {
  if (firstBytes.length < 22 || firstBytes.readUInt16LE(4) === 0 || firstBytes[9] !== 0) return undefined;
  return firstBytes[2] === 1 ? 'image/vnd.microsoft.icon' : 'image/x-win-bitmap';
}

/** Matroska or WebM, by the document type in the EBML header. */
export function ebmlType(firstBytes: Buffer): string | undefined {
  const header = firstBytes.toString('latin1', 4, 64);
  if (header.includes('webm')) return 'video/webm';
  return header.includes('matroska') ? 'video/matroska' : undefined;
}

/** Ogg holds video or sound: the first packet, behind a page header of 28 bytes, names its codec. */
export function oggType(firstBytes: Buffer): string {
  const codec = firstBytes.toString('latin1', 28, 36);
  if (codec.startsWith('\x80theora') || codec.startsWith('BBCD')) return 'video/ogg';
  return /^(\x01vorbis|OpusHead|\x7fFLAC|Speex)/.test(codec) ? 'audio/ogg' : 'application/ogg';
}

/** A bare MPEG layer III or AAC frame: eleven sync bits, then a header without reserved values. */
export function mp3Type(firstBytes: Buffer): string | undefined {
  const [, version = 0, rate = 0] = firstBytes;
  if ((version & 0xf6) === 0xf0) return 'audio/aac';
  if ((version & 0xe6) !== 0xe2 || (version & 0x18) === 0x08) return undefined;
  const hasBitrate = rate >> 4 !== 0 && rate >> 4 !== 15;
  return hasBitrate && (rate & 0x0c) !== 0x0c ? 'audio/mpeg' : undefined;
}
