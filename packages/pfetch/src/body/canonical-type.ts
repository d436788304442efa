/** A media type as pfetch spells it: lower case, without parameters, common misspellings put right. */
export function canonicalType(type: string): string {
  const bare = (type.split(';', 1)[0] ?? '').trim().toLowerCase();
  return aliases.get(bare) ?? bare;
}

const aliases = new Map([
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
  ['[image/jpeg]', 'image/jpeg'],
  ['image/x-png', 'image/png'],
  ['image/apng', 'image/png'],
  ['image/x-ms-bmp', 'image/bmp'],
  ['image/x-bmp', 'image/bmp'],
  ['image/tif', 'image/tiff'],
  ['image/svg', 'image/svg+xml'],
  ['image/x-icon', 'image/vnd.microsoft.icon'],
  ['image/ico', 'image/vnd.microsoft.icon'],
  ['image/avif-sequence', 'image/avif'],
  ['application/x-pdf', 'application/pdf'],
  ['application/x-zip-compressed', 'application/zip'],
  ['application/x-zip', 'application/zip'],
  ['application/x-gzip', 'application/gzip'],
  ['application/x-bzip', 'application/x-bzip2'],
  ['application/bzip2', 'application/x-bzip2'],
  ['application/x-zstd', 'application/zstd'],
  ['application/x-rar-compressed', 'application/vnd.rar'],
  ['application/x-rar', 'application/vnd.rar'],
  ['text/json', 'application/json'],
  ['text/xml', 'application/xml'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/x-wav', 'audio/wav'],
  ['audio/wave', 'audio/wav'],
  ['audio/x-flac', 'audio/flac'],
  ['audio/x-m4a', 'audio/mp4'],
  ['video/x-matroska', 'video/matroska'],
]);
