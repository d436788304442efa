/** The primary picture of a HEIF `meta` box: its size as stored, and where its last piece ends in the file. */
export type PrimaryPicture = { width: number; height: number; piecesEnd: number };

/** Reads a whole `meta` box; undefined where it has no primary picture with a size, or promises more than it holds. */
export function readMeta(meta: Buffer): PrimaryPicture | undefined {
  try {
    return readChildren(meta);
  } catch {
    return undefined; // a read beyond the box: one fault, so it is looked for in one place
  }
}

function readChildren(meta: Buffer): PrimaryPicture | undefined {
  const boxes = children(meta, 12);
  const primary = boxes.get('pitm');
  const properties = children(boxes.get('iprp') ?? nothing, 8);
  const associations = properties.get('ipma');
  const locations = boxes.get('iloc');
  if (!primary || !associations || !locations) return undefined;
  const id = primary[8] === 0 ? primary.readUInt16BE(12) : primary.readUInt32BE(12);
  const wanted = propertiesOf(associations, id);
  const size = listChildren(properties.get('ipco') ?? nothing, 8).find(
    (box, i) => wanted.has(i + 1) && typeOfBox(box) === 'ispe',
  );
  if (!size) return undefined;
  const width = size.readUInt32BE(12);
  const height = size.readUInt32BE(16);
  return width > 0 && height > 0 ? { width, height, piecesEnd: lastPieceEnd(locations) } : undefined;
}

const nothing = Buffer.alloc(0);

function typeOfBox(box: Buffer): string {
  return box.toString('latin1', 4, 8);
}

function listChildren(box: Buffer, from: number): Buffer[] {
  const found: Buffer[] = [];
  for (let at = from; at + 8 <= box.length;) {
    const length = box.readUInt32BE(at);
    if (length < 8 || at + length > box.length) throw new RangeError('child box');
    found.push(box.subarray(at, at + length));
    at += length;
  }
  return found;
}

function children(box: Buffer, from: number): Map<string, Buffer> {
  return new Map(listChildren(box, from).map((child) => [typeOfBox(child), child]));
}

// ISO 23008-12, 9.3: which properties, counted from 1, belong to an item.
function propertiesOf(associations: Buffer, item: number): Set<number> {
  const idBytes = associations[8] === 0 ? 2 : 4;
  const indexBytes = (associations[11] ?? 0) & 1 ? 2 : 1;
  const properties = new Set<number>();
  let at = 16;
  for (let entries = associations.readUInt32BE(12); entries > 0; entries--) {
    const id = associations.readUIntBE(at, idBytes);
    const count = associations.readUInt8(at + idBytes);
    at += idBytes + 1;
    for (let i = 0; i < count; i++, at += indexBytes) {
      const index = associations.readUIntBE(at, indexBytes) & (indexBytes === 2 ? 0x7fff : 0x7f);
      if (id === item) properties.add(index);
    }
  }
  return properties;
}

// ISO 14496-12, 8.11.3: every item's extents; only those of construction method 0 lie in the file itself.
function lastPieceEnd(locations: Buffer): number {
  const version = locations.readUInt8(8);
  const sizes = locations.readUInt16BE(12);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexBytes = version === 0 ? 0 : sizes & 15;
  const idBytes = version < 2 ? 2 : 4;
  const extentBytes = indexBytes + offsetBytes + lengthBytes;
  let at = 14 + idBytes;
  let end = 0;
  for (let items = locations.readUIntBE(14, idBytes); items > 0; items--) {
    at += idBytes;
    const method = version === 0 ? 0 : locations.readUInt16BE(at) & 15;
    at += version === 0 ? 2 : 4;
    const base = readUint(locations, at, baseBytes);
    const extents = locations.readUInt16BE(at + baseBytes);
    at += baseBytes + 2;
    for (let i = 0; i < extents && extentBytes > 0; i++, at += extentBytes) {
      const offset = readUint(locations, at + indexBytes, offsetBytes);
      const length = readUint(locations, at + indexBytes + offsetBytes, lengthBytes);
      if (method === 0) end = Math.max(end, base + offset + length);
    }
  }
  return end;
}

function readUint(bytes: Buffer, at: number, size: number): number {
  if (size === 0) return 0;
  return size === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUIntBE(at, size);
}
