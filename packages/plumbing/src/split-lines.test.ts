import { Readable } from 'node:stream';

import fc from 'fast-check';
import split2 from 'split2';
import { describe, expect, it } from 'vitest';

import { OverlongLine, splitLines } from './split-lines.js';

async function linesOf(chunks: Iterable<Buffer | string>, limit = 1000): Promise<(string | OverlongLine)[]> {
  const lines: (string | OverlongLine)[] = [];
  for await (const some of splitLines(Readable.from(chunks, { objectMode: true }), limit))
    lines.push(...some);
  return lines;
}

/** The bytes cut at each of these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [...places.map((place) => place % (bytes.length + 1)), 0, bytes.length].sort(
    (a, b) => a - b,
  );
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

describe('lines', () => {
  it.each([
    ['', []],
    ['\n', ['']],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\nb', ['a', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['a\r', ['a']],
    ['a\rb\n', ['a', 'b']],
    ['a\rb\r', ['a', 'b']],
    ['a\nb\rc\n', ['a', 'b\rc']],
    ['a\r\r\n', ['a\r']],
    ['\n\n\na', ['', '', '', 'a']],
    ['\ufeffa\nb', ['a', 'b']],
    ['\ufeff', []],
    ['\ufeff\ufeffa', ['\ufeffa']],
    ['a\n\ufeffb', ['a', '\ufeffb']],
    ['ü\n漢字\n😀', ['ü', '漢字', '😀']],
    ['a\u2028b\u0085c\vd\n', ['a\u2028b\u0085c\vd']],
  ])('of %j are the same however the bytes arrive', async (text, lines) => {
    const bytes = Buffer.from(text);
    expect(await linesOf([bytes])).toEqual(lines);
    expect(await linesOf([...bytes].map((byte) => Buffer.from([byte])))).toEqual(lines);
    expect(await linesOf([text])).toEqual(lines);
  });

  it('are what split2 finds, for any text in any chunks', async () => {
    const piece = fc.constantFrom('\n', '\r\n', 'a', 'é', '漢', '😀', 'long enough', '\t', '"');
    const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(300)), async (text, places) => {
        const chunks = cut(Buffer.from(text), places);
        expect(Buffer.concat(chunks).toString()).toBe(text);
        expect(await linesOf(chunks)).toEqual(await Readable.from([text]).pipe(split2()).toArray());
      }),
    );
  });

  it('come as soon as their chunk does, before the stream ends', async () => {
    const stream = new Readable({ read: () => undefined });
    const lines = splitLines(stream, 100);
    stream.push('one\ntwo\nthr');
    expect((await lines.next()).value).toEqual(['one', 'two']);
    stream.push('ee\n');
    expect((await lines.next()).value).toEqual(['three']);
    await lines.return(undefined);
    expect(stream.destroyed).toBe(true);
  });

  it('throw what the stream fails with', async () => {
    const failing = new Readable({
      read() {
        this.destroy(new Error('EIO'));
      },
    });
    await expect(splitLines(failing, 10).next()).rejects.toThrow('EIO');
  });
});

describe('an overlong line', () => {
  it.each([
    ['within one chunk', ['one\n123456\ntwo\n']],
    ['over two chunks', ['one\n123', '456\ntwo\n']],
    ['over many chunks', [...'one\n123456789\ntwo\n']],
    ['whose end comes with more lines', ['one\n123456', '789', '0\ntwo\nthree\n']],
    ['followed by another', ['one\n1234567', '\n1234567\ntwo']],
    ['at the end', ['one\n123456']],
    ['at the end, over many chunks', [...'one\n123456789']],
  ])('%s stands for itself, and its neighbours are whole', async (_, chunks) => {
    const expected = chunks
      .join('')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (line.length > 5 ? expect.any(OverlongLine) : line) as unknown);
    expect(await linesOf(chunks, 5)).toEqual(expected);
  });

  it('keeps what it began with, and no more', async () => {
    const [line] = await linesOf(['x', 'y'.repeat(2000), 'z'.repeat(2000)]);
    expect(line).toEqual(new OverlongLine(`x${'y'.repeat(99)}`));
  });

  it('is one that is longer than the limit, not one that reaches it', async () => {
    expect(await linesOf(['12345\n123456\n12345'], 5)).toEqual([
      '12345',
      new OverlongLine('123456'),
      '12345',
    ]);
  });

  it('without an end does not gather in memory', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    let peak = 0;
    async function* endless() {
      for (let megabytes = 0; megabytes < 256; megabytes += 1) {
        if (megabytes % 32 === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
        yield chunk;
        await Promise.resolve();
      }
    }
    const before = process.memoryUsage().heapUsed;
    for await (const lines of splitLines(endless(), 4 * 1024 * 1024)) expect(lines).toHaveLength(1);
    expect(peak - before).toBeLessThan(100 * 1024 * 1024);
  });
});
