import { isAscii } from 'node:buffer';

/** Turns the bytes of a page into text, piece by piece. */
export type TextStream = { write(chunk: Buffer): string; end(): string };

/** A decoder for a charset by its name in the Encoding standard. */
export function createTextStream(charset: string): TextStream {
  return charset === 'utf-8' ? utf8Stream('utf8') : decoderStream(charset);
}

/**
 * Pieces of UTF-8 that end where characters do, decoded or as the bytes stand. Buffer's decoder gives strings of one byte
 * a character where it can; TextDecoder's streams never do.
 */
export function utf8Stream(encoding: 'utf8' | 'latin1'): TextStream {
  let rest: Buffer | undefined;
  return {
    write(chunk) {
      const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
      const whole = wholeCharacters(bytes);
      // A copy: a view would keep all of the chunk.
      rest = whole === bytes.length ? undefined : Buffer.from(bytes.subarray(whole));
      return bytes.toString(encoding, 0, whole);
    },
    end: () => rest?.toString(encoding) ?? '',
  };
}

/** How many of the bytes do not belong to a character that the piece cuts off. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function decoderStream(charset: string): TextStream {
  const decoder = new TextDecoder(charset);
  return {
    write(chunk) {
      if (isSingleByte(charset) && isAscii(chunk)) return chunk.toString('latin1');
      // Without `stream` Node 20 decodes 0x80 to 0x9F of windows-1252 wrongly.
      return decoder.decode(chunk, { stream: true });
    },
    end: () => decoder.decode(),
  };
}

/** True for the charsets of which every byte is a character, and every one of ASCII itself. */
export function isSingleByte(charset: string): boolean {
  return /^(windows|iso-8859|koi8|macintosh|x-mac|ibm866)/.test(charset);
}
