import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { Interrupted, StopRun, UsageError } from './failures.js';
import type { Io } from './io.js';
import { createMessages } from './messages.js';
import { openInputs } from './open-inputs.js';
import { createOutput } from './output.js';
import { readInputs } from './read-inputs.js';

const folder = mkdtempSync(join(tmpdir(), 'open-inputs-'));

function createIo(stdin: Readable, isTerminal = false) {
  const said: string[] = [];
  const stop = new AbortController();
  const io: Io = {
    stdin,
    stdinIsTerminal: isTerminal,
    stdoutIsTerminal: false,
    printPage: () => undefined,
    stdout: createOutput(
      () => process.stdout,
      () => undefined,
    ),
    stderr: createMessages({
      tool: 'tool',
      write: (text) => said.push(text),
      isTerminal: false,
      hasColours: false,
      columns: () => 80,
    }),
    env: {},
    signal: stop.signal,
  };
  return { io, said, stop };
}

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function textOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += chunk.toString();
  return text;
}

describe('openInputs', () => {
  it('reads stdin without a name and for "-", files by name, in order', async () => {
    const { io, said } = createIo(Readable.from([Buffer.from('stdin')]));
    const inputs = openInputs(io, [file('a', 'A'), '-', file('b', 'B')], 'URLs');
    const texts = [];
    for (const { name, chunks } of inputs) texts.push([name.replace(`${folder}/`, ''), await textOf(chunks)]);
    expect(texts).toEqual([
      ['a', 'A'],
      ['-', 'stdin'],
      ['b', 'B'],
    ]);
    expect(openInputs(io, [], 'URLs').map(({ name }) => name)).toEqual(['-']);
    expect(said).toEqual([]);
  });

  it('says what it waits for where stdin is a terminal', async () => {
    const { io, said } = createIo(Readable.from([]), true);
    const [input] = openInputs(io, [], 'URLs');
    expect(said).toEqual([]);
    await textOf(input?.chunks ?? Readable.from([]));
    expect(said).toEqual(['tool: reading URLs from the terminal; end with Ctrl-D\n']);
  });

  it('finds what is missing before anything is read', () => {
    const { io } = createIo(Readable.from([]));
    const good = file('good', 'x');
    mkdirSync(join(folder, 'folder'));
    const missing = join(folder, 'missing');
    const open = (name: string) => openInputs(io, [good, name], 'URLs');
    expect(() => open(missing)).toThrow(new UsageError(`"${missing}": no such file or directory`));
    expect(() => open(`${folder}/folder`)).toThrow(`"${folder}/folder" is a folder; expected a file`);
    expect(() => open(`${good}/x`)).toThrow(`"${good}/x": not a directory`);
  });

  it('takes a named pipe without losing what its writer writes', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const { io } = createIo(Readable.from([]));
    const writer = spawn('sh', ['-c', `echo through a pipe > '${pipe}'`]);
    const [input] = openInputs(io, [pipe], 'URLs');
    expect(await textOf(input?.chunks ?? Readable.from([]))).toBe('through a pipe\n');
    expect(writer.signalCode).toBeNull();
  });

  it('ends all inputs when the run is told to stop', async () => {
    const { io, stop } = createIo(new Readable({ read: () => undefined }));
    const [first, second] = openInputs(io, ['-', file('later', 'not read')], 'URLs');
    const reading = textOf(first?.chunks ?? Readable.from(['?']));
    setImmediate(() => stop.abort(new Interrupted('SIGINT')));
    expect(await reading).toBe('');
    expect(await textOf(second?.chunks ?? Readable.from(['?']))).toBe('');
  });

  it('stops the run where reading fails', async () => {
    const broken = new Readable({
      read() {
        this.destroy(Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' }));
      },
    });
    const [input] = openInputs(createIo(broken).io, [], 'URLs');
    await expect(textOf(input?.chunks ?? Readable.from([]))).rejects.toThrow(
      new StopRun('standard input: i/o error'),
    );
  });
});

describe('readInputs', () => {
  const rowsOf = async (names: string[]) => {
    const rows = [];
    for await (const batch of readInputs(createIo(Readable.from(['stdin\n'])).io, names, {
      what: 'URLs',
      tool: 'pfetch',
    }))
      rows.push(...batch);
    return rows;
  };

  it('counts lines a file and names the file beside a problem where there are several', async () => {
    const [a, b] = [file('rows-a', 'one\n'), file('rows-b', '\n{')];
    const rows = await rowsOf([a, b, '-']);
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 1]);
    expect(rows[1]).toMatchObject({ problem: expect.stringMatching(`^${b}: line 2 is not JSON`) as unknown });
    expect((await rowsOf([b]))[0]).toMatchObject({ problem: expect.stringMatching(/^line 2/) as unknown });
  });
});
