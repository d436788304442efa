import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

const newline = 0x0a;
const longLine = 1024 * 1024;

/** Hears of the first line that is not UTF-8. */
export type OddLineListener = () => void;

/**
 * The text of bytes, cut at ends of lines. UTF-16 is known by its byte order mark, everything else is UTF-8; a line that is
 * not is read as latin-1 (windows-1252, as browsers do), and `onOddLine` hears of the first. A `label` of the Encoding
 * standard wins.
 */
export async function* decodeText(
  chunks: AsyncIterable<Buffer>,
  label: string | undefined,
  onOddLine: OddLineListener,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  let hasOddLine = false;
  const decode = (bytes: Buffer): string => {
    if (isAscii(bytes)) return bytes.toString('latin1');
    if (isUtf8(bytes)) return bytes.toString();
    if (!hasOddLine) onOddLine();
    hasOddLine = true;
    return decodeLineByLine(bytes);
  };
  for await (const chunk of chunks) {
    if (isFirst && chunk.length > 0) {
      isFirst = false;
      const found = label ?? utf16Of(chunk);
      if (found !== undefined) decoder = new TextDecoder(found);
    }
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = cutOf(bytes);
    if (end > 0) yield decode(bytes.subarray(0, end));
    // A copy: what a chunk lies in may be used again.
    rest = Buffer.from(bytes.subarray(end));
  }
  const last = decoder === undefined ? decode(rest) : decoder.decode();
  if (last !== '') yield last;
}

/** Where to cut: behind the last newline, and in a line that is very long behind a character. */
function cutOf(bytes: Buffer): number {
  const end = bytes.lastIndexOf(newline) + 1;
  if (end > 0 || bytes.length < longLine) return end;
  let at = bytes.length;
  while (at > 0 && (bytes[at - 1] ?? 0) >= 0x80) at -= 1;
  return at;
}

const latin1 = new TextDecoder('windows-1252');

function decodeLineByLine(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const next = bytes.indexOf(newline, at);
    const end = next < 0 ? bytes.length : next + 1;
    const line = bytes.subarray(at, end);
    text += isUtf8(line) ? line.toString() : latin1.decode(line);
    at = end;
  }
  return text;
}

function utf16Of(head: Buffer): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}
