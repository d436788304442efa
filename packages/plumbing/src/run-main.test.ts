import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'run-main-'));
const tool = join(folder, 'tool.mjs');

/** A tool as small as they come: its first operand says what to do. */
const source = `
  import { createRowWriter, defineCommand, readInputs, rowOutputOptions, runMain } from './index.js';
  const acts = {
    async copy(io, options) {
      const writer = createRowWriter(io.stdout, options);
      let failed = 0;
      for await (const rows of readInputs(io, [], 'rows'))
        for (const row of rows) {
          if ('problem' in row) { io.stderr.say(row.problem); failed = 1; }
          else await writer.writeText(row.text || JSON.stringify(row.row), row.row);
        }
      await writer.flush();
      return failed;
    },
    async count(io, options) {
      const writer = createRowWriter(io.stdout, options);
      for (let id = 0; id < 10_000_000 && !io.signal.aborted; id += 1) {
        const behind = writer.write({ id });
        if (behind) await behind;
      }
      await writer.flush();
      return 0;
    },
    async big(io) {
      void io.stdout.write('x'.repeat(1_000_000) + '\\n');
      return 0;
    },
    async wait(io) {
      io.stderr.say('waiting');
      const alive = setInterval(() => undefined, 1000);
      await new Promise((resolve) => io.signal.addEventListener('abort', resolve));
      clearInterval(alive);
      await io.stdout.write('stopped\\n');
      return 0;
    },
    async stuck(io) {
      io.stderr.say('waiting');
      await new Promise(() => setInterval(() => undefined, 1000));
      return 0;
    },
    async crash() {
      void Promise.reject(new TypeError('nobody waits for this'));
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      return 0;
    },
    async look(io) {
      await io.stdout.write(JSON.stringify({ terminal: io.stderr.isTerminal, colours: io.stderr.hasColours, columns: io.stderr.columns(), stdin: io.stdinIsTerminal }));
      return 0;
    },
    async flood(io) {
      for (let line = 0; line < 20_000; line += 1) io.stderr.say('line', String(line));
      return 0;
    },
  };
  await runMain(defineCommand({
    name: 'tool', summary: 'act', synopsis: ['ACT'], description: ['Act.'], options: rowOutputOptions, examples: [],
    run: (io, options, [act]) => acts[act](io, options),
  }));
`;

beforeAll(async () => {
  await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: tool,
  });
});

/** Runs a line of bash in which `tool` is the tool. */
function bash(line: string, env: Record<string, string> = {}) {
  const script = `set -o pipefail; tool() { '${process.execPath}' '${tool}' "$@"; }; ${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    timeout: 30_000,
    maxBuffer: 1e8,
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

/** Starts the tool, sends it these signals, one each time it has said it waits, and tells how it ended. */
async function signalled(act: string, ...signals: NodeJS.Signals[]) {
  const child = spawn(process.execPath, [tool, act], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout = text(child.stdout);
  const ended = new Promise((resolve) => child.once('exit', (code, by) => resolve(code ?? by)));
  await new Promise((resolve) => child.stderr.once('data', resolve));
  for (const signal of signals) {
    child.kill(signal);
    // Two signals at the same moment would be one.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { status: await ended, stdout: await stdout };
}

describe('standard input', () => {
  it.each([
    [
      'a list',
      `printf 'u1\\n{"url":"u2"}\\nu3' | tool copy`,
      0,
      '{"url":"u1"}\n{"url":"u2"}\n{"url":"u3"}\n',
      '',
    ],
    [
      'BOM and CRLF',
      `printf '\\xef\\xbb\\xbfu1\\r\\nu2\\r\\n' | tool copy`,
      0,
      '{"url":"u1"}\n{"url":"u2"}\n',
      '',
    ],
    ['nothing', 'tool copy < /dev/null', 0, '', ''],
    ['a closed one', 'tool copy <&-', 0, '', ''],
    [
      'a bad row',
      `printf 'u1\\n\\n{"' | tool copy`,
      1,
      '{"url":"u1"}\n',
      /^tool: line 3 is not JSON: .*: "\{""\n$/,
    ],
    ['a folder', 'tool copy < /', 3, '', 'tool: standard input: illegal operation on a directory\n'],
  ])('may be %s', (_, line, status, stdout, stderr) => {
    const result = bash(line);
    expect(result).toMatchObject({ status, stdout });
    expect(result.stderr).toMatch(stderr);
  });
});

describe('standard output', () => {
  it('is written to its end through a pipe that is read slowly', () => {
    const { status, stdout } = bash('tool big | { sleep 0.3; wc -c; }');
    expect({ status, bytes: stdout.trim() }).toEqual({ status: 0, bytes: '1000001' });
  });

  it.each([['count'], ['big']])('may be left by its reader without a word (%s)', (act) => {
    expect(bash(`tool ${act} | head -c 5 > /dev/null; echo "\${PIPESTATUS[0]}"`)).toEqual({
      status: 0,
      stdout: '0\n',
      stderr: '',
    });
  });

  it('that is left before the first row ends a tool that waits', () => {
    expect(bash(`tool count | true; echo "\${PIPESTATUS[0]}"`)).toMatchObject({ stdout: '0\n', stderr: '' });
  });

  it.each([
    ['big > /dev/full', 'no space left on device'],
    ['count > /dev/full', 'no space left on device'],
    ['big --version > /dev/full', 'no space left on device'],
  ])('that cannot be written ends the run with status 3: %s', (words, why) => {
    expect(bash(`tool ${words}`)).toEqual({
      status: 3,
      stdout: '',
      stderr: `tool: standard output: ${why}\n`,
    });
  });

  it('that is cut short by a full disk is status 3, never a short file and status 0', () => {
    const { status, stderr } = bash(`ulimit -f 4; tool big > '${folder}/out'`);
    expect({ status, stderr }).toEqual({ status: 3, stderr: 'tool: standard output: file too large\n' });
    expect(readFileSync(`${folder}/out`)).toHaveLength(4096);
  });

  it('may be closed', () => {
    expect(bash('tool big >&-')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('goes to a file as to a pipe', () => {
    const { status } = bash(
      `tool copy < '${tool}' | cmp - <(tool copy < '${tool}' > '${folder}/f'; cat '${folder}/f')`,
    );
    expect(status).toBe(bash(`tool copy < '${tool}' > /dev/null`).status);
  });
});

describe('standard error', () => {
  it('may be closed, full or left by its reader', () => {
    expect(bash('tool flood 2>&-').status).toBe(0);
    expect(bash('tool flood 2> /dev/full').status).toBe(0);
    expect(bash('tool flood 2>&1 >/dev/null | head -1; echo "${PIPESTATUS[0]}"').stdout).toBe(
      'tool: line: 0\n0\n',
    );
  });

  it('is written to its end', () => {
    expect(bash('tool flood 2>&1 | { sleep 0.2; tail -1; }').stdout).toBe('tool: line: 19999\n');
  });
});

describe('signals', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends the run in order, with what is known written', async (signal, status) => {
    expect(await signalled('wait', signal)).toEqual({ status, stdout: 'stopped\n' });
  });

  it('a second one ends it now', async () => {
    expect(await signalled('stuck', 'SIGINT', 'SIGINT')).toEqual({ status: 130, stdout: '' });
    expect(await signalled('stuck', 'SIGINT', 'SIGTERM')).toEqual({ status: 143, stdout: '' });
  });

  it.each([['> /dev/null'], ['| cat > /dev/null']])('are heard while rows pour out %s', (into) => {
    const line = `{ timeout -s INT 1 '${process.execPath}' '${tool}' count; echo $? >&2; } ${into}`;
    expect(bash(line).stderr).toBe('124\n');
  });
});

describe('the process', () => {
  it('ends on an error that nobody waited for with status 3 and where it came from', () => {
    const { status, stderr } = bash('tool crash');
    expect(status).toBe(3);
    expect(stderr).toMatch(/^tool: internal error: TypeError: nobody waits for this\n {4}at /);
  });

  it('knows its terminals', () => {
    const look = (line: string, env = {}) => JSON.parse(bash(line, env).stdout) as unknown;
    const inTerminal = (words: string): string =>
      `script -qec "stty cols 33; '${process.execPath}' '${tool}' look ${words} > '${folder}/look'" /dev/null > /dev/null < /dev/null; cat '${folder}/look'`;
    expect(look('tool look 2> /dev/null < /dev/null')).toEqual({
      terminal: false,
      colours: false,
      columns: 80,
      stdin: false,
    });
    expect(look(inTerminal(''), { TERM: 'xterm', NO_COLOR: '' })).toEqual({
      terminal: true,
      colours: true,
      columns: 33,
      stdin: true,
    });
    expect(look(inTerminal('< /dev/null'), { TERM: 'xterm', NO_COLOR: '1' })).toEqual({
      terminal: true,
      colours: false,
      columns: 33,
      stdin: false,
    });
    expect(look(inTerminal(''), { TERM: 'dumb' })).toMatchObject({ colours: false });
  });
});
