import { Writable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { StopRun, UsageError } from '../failures.js';
import { createOutput } from '../output.js';
import { createRowWriter } from './write-rows.js';

const json = { format: undefined, plain: false, null: false };

/** A reader that takes in what is written when it is told to, or at once. */
function createReader(isSlow = false) {
  const chunks: string[] = [];
  const waiting: (() => void)[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(chunk.toString());
      if (isSlow) waiting.push(done);
      else done();
    },
  });
  const output = createOutput(
    () => stream,
    () => undefined,
  );
  return { output, chunks, text: () => chunks.join(''), takeOne: () => waiting.shift()?.() };
}

async function printed(chosen: Partial<typeof json> | { format: string }, rows: object[], field?: string) {
  const { output, text } = createReader();
  const writer = createRowWriter(output, { ...json, ...chosen }, field);
  for (const row of rows) await writer.write({ ...row });
  await writer.flush();
  return text();
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a row', () => {
  const rows = [
    { url: 'http://h/1', id: 1, n: null },
    { url: 'http://h/2', path: 'a b' },
    { id: 3, tags: ['x'] },
  ];

  it.each([
    [
      'JSON by default',
      {},
      '{"url":"http://h/1","id":1,"n":null}\n{"url":"http://h/2","path":"a b"}\n{"id":3,"tags":["x"]}\n',
    ],
    ['its URL with --plain, and nothing without one', { plain: true }, 'http://h/1\nhttp://h/2\n'],
    ['ended by NUL with --null', { plain: true, null: true }, 'http://h/1\0http://h/2\0'],
    ['a template with --format', { format: '{id}:{url}' }, '1:http://h/1\n:http://h/2\n3:\n'],
    ['an empty line where its fields are absent', { format: '{path}' }, '\na b\n\n'],
    ['JSON of what is no text', { format: '{tags} {n}' }, ' \n \n["x"] \n'],
    [
      'with escapes as printf has them',
      { format: '\\\\{id}\\t|\\n\\x{{}}' },
      '\\1\t|\n\\x{}\n\\\t|\n\\x{}\n\\3\t|\n\\x{}\n',
    ],
    ['with \\0 between fields', { format: '{id}\\0', null: true }, '1\0\0\0\x003\0\0'],
    ['formatted', { format: '{id:05}{path|upper}' }, '00001\nA B\n00003\n'],
  ])('is %s', async (_, chosen, text) => {
    expect(await printed(chosen, rows)).toBe(text);
  });

  it('is its path with --plain where a tool says so', async () => {
    expect(await printed({ plain: true }, rows, 'path')).toBe('a b\n');
    expect(await printed({ plain: true }, rows, 'tags')).toBe('["x"]\n');
  });

  it('is printed as it stood where its text is known', async () => {
    const { output, text } = createReader();
    const writer = createRowWriter(output, json);
    await writer.writeText('{ "id": 12345678901234567890 }', { id: '12345678901234567890' });
    await writer.flush();
    expect(text()).toBe('{ "id": 12345678901234567890 }\n');
  });

  it('is parsed from its text only where a template asks', async () => {
    const { output, text } = createReader();
    const writer = createRowWriter(output, { ...json, format: '{id}' });
    await writer.writeText('{"id":1}', undefined);
    await writer.writeText('{"id":1}', { id: 2 });
    await writer.flush();
    expect(text()).toBe('1\n2\n');
  });
});

describe('wrong usage', () => {
  it.each([
    [{ ...json, format: '{id}', plain: true }, '--format and --plain exclude each other'],
    [{ ...json, format: '{id' }, '"{id": "{" is never closed; write {{ for the brace itself'],
  ])('%j', (chosen, message) => {
    expect(() => createRowWriter(createReader().output, chosen)).toThrow(new UsageError(message));
  });
});

describe('writes', () => {
  it('are gathered, yet none is later than the end of this turn', async () => {
    const { output, chunks } = createReader();
    const writer = createRowWriter(output, json);
    for (let id = 0; id < 1000; id += 1) expect(writer.write({ id })).toBeUndefined();
    expect(chunks).toEqual([]);
    await turn();
    expect(chunks).toHaveLength(1);
    void writer.write({ id: 'next turn' });
    await turn();
    expect(chunks[1]).toBe('{"id":"next turn"}\n');
  });

  it('keep their order and lose nothing when the reader is slow and nobody waits for it', async () => {
    const { output, text, takeOne } = createReader(true);
    const writer = createRowWriter(output, json);
    const rows = Array.from({ length: 20_000 }, (_, id) => ({ id, text: 'some text' }));
    for (const row of rows) void writer.write(row);
    let isFlushed = false;
    const flushed = writer.flush().then(() => (isFlushed = true));
    while (!isFlushed) {
      takeOne();
      await turn();
    }
    await flushed;
    expect(text()).toBe(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  });

  it('ask to wait while the reader is behind', async () => {
    const { output, takeOne } = createReader(true);
    const writer = createRowWriter(output, json);
    const waiting = writer.write({ text: 'x'.repeat(100_000) });
    expect(waiting).toBeInstanceOf(Promise);
    expect(writer.write({ id: 1 })).toBe(waiting);
    takeOne();
    await waiting;
    expect(writer.write({ id: 2 })).toBeUndefined();
  });

  it('fail where somebody listens: at the next write and at the flush', async () => {
    const stream = new Writable({
      write: (_, __, done) => done(new Error('ENOSPC: no space left on device, write')),
    });
    const stopped: Error[] = [];
    const output = createOutput(
      () => stream,
      (error) => stopped.push(error),
    );
    const writer = createRowWriter(output, json);
    const big = { text: 'x'.repeat(100_000) };
    void writer.write(big);
    void writer.write({ id: 1 });
    await turn();
    await turn();
    expect(stopped).toHaveLength(1);
    expect(() => writer.write(big)).toThrow(new StopRun('standard output: no space left on device'));
    await expect(writer.flush()).rejects.toThrow(StopRun);
  });
});
