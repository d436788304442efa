/** The type of an ISO media file (or JPEG XL container) by the brands of its first box. */
export function boxType(firstBytes: Buffer): string {
  if (firstBytes.toString('latin1', 4, 8) === 'JXL ') return 'image/jxl';
  const major = firstBytes.toString('latin1', 8, 12);
  const known = byBrand.get(major);
  if (known !== undefined) return known;
  // `mif1` and `msf1` only say "pictures in boxes": the compatible brands say which codec.
  if (major === 'mif1' || major === 'msf1') return compatiblePictureType(firstBytes) ?? 'image/heif';
  if (major.startsWith('3g')) return 'video/3gpp';
  return 'video/mp4';
}

const byBrand = new Map([
  ['avif', 'image/avif'],
  ['avis', 'image/avif'],
  ['heic', 'image/heic'],
  ['heix', 'image/heic'],
  ['heim', 'image/heic'],
  ['heis', 'image/heic'],
  ['hevc', 'image/heic-sequence'],
  ['hevx', 'image/heic-sequence'],
  ['crx ', 'image/x-canon-cr3'],
  ['qt  ', 'video/quicktime'],
  ['M4A ', 'audio/mp4'],
  ['M4B ', 'audio/mp4'],
  ['jp2 ', 'image/jp2'],
  ['jxl ', 'image/jxl'],
]);

function compatiblePictureType(firstBytes: Buffer): string | undefined {
  const boxEnd = Math.min(firstBytes.readUInt32BE(0), firstBytes.length);
  for (let at = 16; at + 4 <= boxEnd; at += 4) {
    const type = byBrand.get(firstBytes.toString('latin1', at, at + 4));
    if (type?.startsWith('image/')) return type;
  }
  return undefined;
}
