import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { ReaderGone, StopRun } from './failures.js';
import { createOutput } from './output.js';

/** A stream that keeps what it is given and takes it in when it is told to. */
function createSlowStream() {
  const taken: string[] = [];
  const waiting: (() => void)[] = [];
  const stream = new Writable({
    highWaterMark: 4,
    write(chunk: Buffer, _, done) {
      waiting.push(() => {
        taken.push(chunk.toString());
        done();
      });
    },
  });
  return { stream, taken, takeOne: () => waiting.shift()?.() };
}

const noFailure = (error: Error): void => {
  throw error;
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function failing(code: string, message: string): Writable {
  return new Writable({
    write: (_, __, done) => done(Object.assign(new Error(`${code}: ${message}, write`), { code })),
  });
}

describe('backpressure', () => {
  it('asks to wait only when the stream is full, until it has caught up', async () => {
    const { stream, taken, takeOne } = createSlowStream();
    const output = createOutput(() => stream, noFailure);
    expect(output.write('a')).toBeUndefined();
    expect(output.write('b')).toBeUndefined();
    let isReady = false;
    const waiting = output.write('cde')?.then(() => (isReady = true));
    await turn();
    takeOne();
    await turn();
    expect(isReady).toBe(false);
    takeOne();
    await turn();
    takeOne();
    await waiting;
    expect(taken).toEqual(['a', 'b', 'cde']);
  });

  it('gives one promise to all who wait', () => {
    const { stream } = createSlowStream();
    const output = createOutput(() => stream, noFailure);
    expect(output.write('12345')).toBe(output.write('6'));
  });

  it('lets the event loop turn even when the stream always has room', async () => {
    const roomy = createOutput(() => new Writable({ write: (_, __, done) => done() }), noFailure);
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const chunk = Buffer.alloc(64 * 1024);
    for (let written = 0; written < 40 * 1024 * 1024; written += chunk.length) await roomy.write(chunk);
    isDone = true;
    expect(turns).toBeGreaterThanOrEqual(9);
  });
});

describe('flush', () => {
  it('waits for all that was written, and for what this turn still writes', async () => {
    const { stream, taken, takeOne } = createSlowStream();
    const output = createOutput(() => stream, noFailure);
    void output.write('first');
    setImmediate(() => void output.write('second'));
    let isFlushed = false;
    const flushed = output.flush().then(() => (isFlushed = true));
    await turn();
    takeOne();
    await turn();
    expect(isFlushed).toBe(false);
    while (!isFlushed) {
      takeOne();
      await turn();
    }
    await flushed;
    expect(taken.join('')).toBe('firstsecond');
  });

  it('does not open a stream that nobody wrote to', async () => {
    let opened = 0;
    const output = createOutput(() => {
      opened += 1;
      return new Writable();
    }, noFailure);
    await output.flush();
    expect(opened).toBe(0);
  });
});

describe('failure', () => {
  it.each([
    ['EPIPE', ReaderGone, 'standard output'],
    ['ECONNRESET', ReaderGone, 'standard output'],
    ['ENOSPC', StopRun, 'standard output: no space left on device'],
    ['EFBIG', StopRun, 'standard output: file too large'],
  ])('%s', async (code, kind, message) => {
    const failures: Error[] = [];
    const said = message.split(': ')[1] ?? 'broken pipe';
    const output = createOutput(
      () => failing(code, said),
      (error) => failures.push(error),
    );
    await output.write('x'.repeat(100_000));
    await expect(output.flush()).rejects.toThrow(message);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toBeInstanceOf(kind);
    expect(() => output.write('more')).toThrow(message);
    await expect(output.flush()).rejects.toBeInstanceOf(kind);
  });

  it('releases those who wait', async () => {
    const stream = new Writable({ highWaterMark: 1, write: () => undefined });
    const output = createOutput(
      () => stream,
      () => undefined,
    );
    const waiting = output.write('never taken');
    stream.destroy(new Error('EIO: i/o error, write'));
    await waiting;
    expect(() => output.write('more')).toThrow('standard output: i/o error');
  });

  it('is told by a full disk', async () => {
    const output = createOutput(
      () => createWriteStream('/dev/full'),
      () => undefined,
    );
    await output.write('row\n');
    await expect(output.flush()).rejects.toThrow('standard output: no space left on device');
  });
});
