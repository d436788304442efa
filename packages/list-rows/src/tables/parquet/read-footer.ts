import { type FileMetaData, parquetMetadata } from 'hyparquet';
import { reasonOf } from '@fetchutils/plumbing';

import type { RandomAccess } from '../../source/byte-source.js';
import { TableFailure } from '../../table-failure.js';
import { rawParsers } from './raw-parsers.js';

/** Most footers are smaller; of a larger one the rest is read behind it. */
const firstBytes = 64 * 1024;

/** What a Parquet file says of itself at its end. */
export async function readFooter({ size, read }: RandomAccess): Promise<FileMetaData> {
  if (size < 12) throw torn('it is too short');
  const tail = await read(Math.max(0, size - firstBytes), size);
  const magic = tail.toString('latin1', tail.length - 4);
  if (magic === 'PARE') throw new TableFailure('unreadable', 'its Parquet footer is encrypted');
  if (magic !== 'PAR1') throw torn('it does not end in PAR1, as if it was cut short');
  const length = tail.readUInt32LE(tail.length - 8) + 8;
  if (length + 4 > size) throw torn('its length is larger than the file');
  const footer =
    length <= tail.length ? tail.subarray(tail.length - length) : await read(size - length, size);
  try {
    return parquetMetadata(toArrayBuffer(footer), { parsers: rawParsers, geoparquet: false });
  } catch (error) {
    throw torn(reasonOf(error));
  }
}

function torn(why: string): TableFailure {
  return new TableFailure('torn', `its Parquet footer cannot be read: ${why}`);
}

function toArrayBuffer({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}
