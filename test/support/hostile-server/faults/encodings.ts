import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import type { Exchange } from '../exchange.js';
import type { Fault, Faults } from '../fault.js';

/** Content-Encoding, kept and broken; sent whether it was asked for or not. */
export const encodings: Faults = {
  gzip: encodes('gzip', gzipSync),
  'x-gzip': encodes('x-gzip', gzipSync),
  deflate: encodes('deflate', deflateSync),
  'deflate-raw': encodes('deflate', deflateRawSync, 'without the zlib header'),
  br: encodes('br', brotliCompressSync),
  zstd: encodes('zstd', asZstd),
  'gzip-twice': encodes('gzip, gzip', (body) => gzipSync(gzipSync(body))),
  'gzip-thrice': encodes('gzip, gzip, gzip', (body) => gzipSync(gzipSync(gzipSync(body)))),
  'gzip-capitals': encodes('GZIP', gzipSync),
  'gzip-members': encodes('gzip', asTwoMembers, 'in two members'),
  'gzip-trailing-zeros': encodes(
    'gzip',
    (body) => Buffer.concat([gzipSync(body), Buffer.alloc(512)]),
    'padded with zeros',
  ),
  'gzip-truncated': encodes('gzip', (body) => gzipSync(body).subarray(0, -20), 'without its last 20 bytes'),
  'gzip-corrupt': encodes('gzip', withWrongChecksum, 'with a wrong checksum'),
  'gzip-empty': encodes('gzip', () => Buffer.alloc(0), 'as no bytes at all'),
  'gzip-that-is-plain': encodes('gzip', (body) => body, 'but does not'),
  'encoding-unknown': encodes('banana', (body) => body),
  'encoding-constructor': encodes('constructor', (body) => body),
  'encoding-identity': encodes('identity', (body) => body),
  'gzip-bomb': {
    does: 'sends 1 MB of gzip that unpacks to 1 GB (?members=64 of 16 MB each)',
    answer: async (exchange) => {
      const member = gzipSync(Buffer.alloc(16 * 1024 * 1024), { level: 9 });
      await exchange.head(200, { 'Content-Encoding': 'gzip', Connection: 'close' });
      for (let n = 0; n < exchange.number('members', 64) && !exchange.isClientGone; n += 1)
        await exchange.send(member);
      exchange.end();
    },
  },
};

function encodes(name: string, encode: (body: Buffer) => Buffer, how = 'rightly'): Fault {
  return {
    does: `encodes the body as "${name}", ${how}`,
    answer: (exchange: Exchange) => exchange.reply(200, { 'Content-Encoding': name }, encode(exchange.body)),
  };
}

function asTwoMembers(body: Buffer): Buffer {
  return Buffer.concat([gzipSync(body.subarray(0, 100)), gzipSync(body.subarray(100))]);
}

function withWrongChecksum(body: Buffer): Buffer {
  const packed = gzipSync(body);
  packed.writeUInt32LE((packed.readUInt32LE(packed.length - 8) ^ 1) >>> 0, packed.length - 8);
  return packed;
}

/** A zstd frame of one raw block (RFC 8878 section 3.1.1), for a runtime that cannot compress so. */
function asZstd(body: Buffer): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt32LE(0xfd2fb528, 0);
  header.writeUInt8(0b1010_0000, 4); // single segment, content size in four bytes
  header.writeUInt32LE(body.length, 5);
  header.writeUIntLE((body.length << 3) | 1, 9, 3);
  return Buffer.concat([header, body]);
}
