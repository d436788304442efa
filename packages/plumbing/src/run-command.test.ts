import { setTimeout as sleep } from 'node:timers/promises';
import { Readable, Writable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { defineCommand } from './command.js';
import { BadValue, Interrupted, ReaderGone, StopRun, UsageError } from './failures.js';
import type { Io } from './io.js';
import { createMessages } from './messages.js';
import { createOutput } from './output.js';
import { runCommand } from './run-command.js';
import { version } from './version.js';

function createIo() {
  const out: string[] = [];
  const err: string[] = [];
  const stop = new AbortController();
  let stdinOpened = 0;
  const io: Io = {
    get stdin() {
      stdinOpened += 1;
      return Readable.from([]);
    },
    stdinIsTerminal: false,
    stdoutIsTerminal: false,
    printPage: (text) => void out.push(text),
    stdout: createOutput(
      () =>
        new Writable({
          write: (chunk: Buffer, _, done) => {
            out.push(chunk.toString());
            setImmediate(done);
          },
        }),
      (error) => stop.abort(error),
    ),
    stderr: createMessages({
      tool: 'tool',
      write: (text) => err.push(text),
      isTerminal: true,
      hasColours: false,
      columns: () => 80,
    }),
    env: {},
    signal: stop.signal,
  };
  return { io, stop, out: () => out.join(''), err: () => err.join(''), stdinOpened: () => stdinOpened };
}

/** Runs a tool whose work is `work`. */
async function run(work: (io: Io, stop: AbortController) => Promise<number> | number, ...argv: string[]) {
  const { io, stop, out, err, stdinOpened } = createIo();
  const command = defineCommand({
    name: 'tool',
    summary: 'do work',
    synopsis: ['[OPTION]...'],
    description: ['Do work.'],
    options: { size: { value: 'N', help: 'how much' } },
    examples: [],
    run: async (given) => work(given, stop),
  });
  const status = await runCommand(command, argv, io);
  return { status, out: out(), err: err(), stdinOpened: stdinOpened() };
}

describe('the exit status', () => {
  const fail = (error: unknown) => (): never => {
    throw error;
  };

  it.each([
    ['what the tool says', () => 0, 0, ''],
    ['what the tool says', () => 1, 1, ''],
    ['wrong usage', fail(new UsageError('no URL')), 2, 'tool: no URL\n'],
    ['a limit', fail(new StopRun('10 failures')), 3, 'tool: 10 failures\n'],
    ['a reader gone', fail(new ReaderGone('standard output')), 0, ''],
    ['SIGINT', fail(new Interrupted('SIGINT')), 130, ''],
    ['SIGTERM', fail(new Interrupted('SIGTERM')), 143, ''],
    ['SIGHUP', fail(new Interrupted('SIGHUP')), 129, ''],
  ])('of %s', async (_, work, status, err) => {
    expect(await run(work)).toEqual({ status, out: '', err, stdinOpened: 0 });
  });

  it.each([
    [new Interrupted('SIGTERM'), 143, ''],
    [new ReaderGone('standard output'), 0, ''],
    [new StopRun('standard output: i/o error'), 3, 'tool: standard output: i/o error\n'],
  ])('of a run that was told to stop by %s', async (reason, status, err) => {
    const byReturning = await run((_, stop) => {
      stop.abort(reason);
      return 1;
    });
    const byThrowing = await run(async ({ signal }, stop) => {
      setImmediate(() => stop.abort(reason));
      await sleep(60_000, undefined, { signal });
      return 0;
    });
    expect(byReturning).toMatchObject({ status, err });
    expect(byThrowing).toMatchObject({ status, err });
  });

  it('of a fault of ours, with its stack in lines', async () => {
    const { status, err } = await run(fail(new TypeError('x is not a function')));
    expect(status).toBe(3);
    expect(err).toMatch(/^tool: internal error: TypeError: x is not a function\n( {4}at .*\n)+$/);
    expect((await run(fail('a string'))).err).toBe('tool: internal error: a string\n');
  });

  it('of a fault of ours is not hidden by the signal that came with it', async () => {
    const { status, err } = await run((_, stop) => {
      stop.abort(new Interrupted('SIGINT'));
      throw new TypeError('broken');
    });
    expect(status).toBe(3);
    expect(err).toContain('broken');
  });
});

describe('output', () => {
  it('that was written before a failure is written', async () => {
    const { status, out } = await run(async ({ stdout }) => {
      for (let line = 0; line < 5; line += 1) void stdout.write(`${line}\n`);
      await Promise.resolve();
      throw new StopRun('enough');
    });
    expect(status).toBe(3);
    expect(out).toBe('0\n1\n2\n3\n4\n');
  });

  it('clears the status line before the last message', async () => {
    const { err } = await run(({ stderr }) => {
      stderr.status('1 of 2');
      throw new StopRun('enough');
    });
    expect(err).toBe('1 of 2\r\u001b[Ktool: enough\n');
  });
});

describe('every tool', () => {
  const idle = (): never => {
    throw new Error('the tool ran');
  };

  it.each([
    ['--version', `tool (fetchutils) ${version}\n`],
    ['-V', `tool (fetchutils) ${version}\n`],
    ['--help', /^Usage: tool \[OPTION\]\.\.\.\n/],
    ['-h', /^Usage: tool/],
    ['--man', /^\.TH TOOL 1 /],
    ['--completion=bash', /^# bash completion for tool/],
    ['--completion=zsh', /^#compdef tool\n/],
    ['--completion=fish', /^complete -c tool/],
  ])('answers %s on stdout without running', async (option, text) => {
    const { status, out, err } = await run(idle, option);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(text);
  });

  it.each([
    ['--bogus', 'tool: unknown option "--bogus"; see --help\n'],
    ['--completion=ksh', 'tool: --completion "ksh": expected one of bash, zsh, fish\n'],
    ['--size', 'tool: --size needs a value: --size N\n'],
  ])('answers %s with one line and status 2', async (option, err) => {
    expect(await run(idle, option)).toEqual({ status: 2, out: '', err, stdinOpened: 0 });
  });

  it('says with --quiet only what ends it, and opens no stdin that it does not read', async () => {
    const work = ({ stderr }: Io): never => {
      stderr.status('1 of 2');
      stderr.say('a message');
      stderr.print(['a line']);
      throw new StopRun('the end');
    };
    expect(await run(work, '-q')).toEqual({ status: 3, out: '', err: 'tool: the end\n', stdinOpened: 0 });
  });

  it('keeps a BadValue that is thrown beyond the options from looking like wrong usage', async () => {
    const { status } = await run(() => {
      throw new BadValue('a number');
    });
    expect(status).toBe(3);
  });
});
