import type { DecodeBytes } from '../html/decode-bytes.js';
import { isSingleByte, type TextStream, utf8Stream } from './text-stream.js';

/** The bytes of a page as a string, a character each, and what makes text of a piece of it. */
export type RawStream = TextStream & { decode: DecodeBytes };

/**
 * A stream that leaves the bytes as they are, for charsets in which markup is ASCII and ASCII is nothing else: decoding
 * only what is cut out of a page takes a sixth off the time for it. Undefined for other charsets.
 */
export function createRawStream(charset: string): RawStream | undefined {
  if (charset === 'utf-8') {
    return { ...utf8Stream('latin1'), decode: decoded((bytes) => bytes.toString('utf8')) };
  }
  if (!isSingleByte(charset)) return undefined;
  const decoder = new TextDecoder(charset);
  return {
    write: (chunk) => chunk.toString('latin1'),
    end: () => '',
    // Without `stream` Node 20 decodes 0x80 to 0x9F of windows-1252 wrongly.
    decode: decoded((bytes) => decoder.decode(bytes, { stream: true })),
  };
}

function decoded(toText: (bytes: Buffer) => string): DecodeBytes {
  return (piece) => (/[\x80-\xff]/.test(piece) ? toText(Buffer.from(piece, 'latin1')) : piece);
}
