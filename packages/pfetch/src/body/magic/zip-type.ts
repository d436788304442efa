/** What a zip archive is used as: its first entries tell documents from plain archives. */
export function zipType(firstBytes: Buffer): string {
  const firstName = firstBytes.toString('latin1', 30, 50);
  // Open documents and e-books store their type, uncompressed, as the first entry.
  if (firstName.startsWith('mimetype') && firstBytes.length > 38) {
    const stored = firstBytes.toString('latin1', 38, 38 + firstBytes.readUInt32LE(18));
    if (/^application\/[\w.+-]{3,80}$/.test(stored)) return stored;
  }
  if (!/^(\[Content_Types\]|_rels\/|docProps\/|word\/|xl\/|ppt\/)/.test(firstName)) return 'application/zip';
  const folder = /PK\x03\x04.{26}(word|xl|ppt)\//s.exec(firstBytes.toString('latin1', 0, 4096))?.[1];
  return officeTypes.get(folder ?? '') ?? 'application/zip';
}

const officeTypes = new Map([
  ['word', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
]);
