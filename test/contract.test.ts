import { existsSync, readdirSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Fault } from './support/hostile-server/fault.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { describeWith } from './support/parts.js';
import { mainOf, type Tool, tools } from './support/tools.js';
import type { Transcript } from './support/transcript.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer({ routes: pages });
});
afterAll(() => server.close());

test('every tool that is built is held to this contract', () => {
  const folders = readdirSync(new URL('../packages', import.meta.url)).filter((name) =>
    existsSync(mainOf(name)),
  );
  expect(tools.map(({ name }) => name).sort()).toEqual(folders.sort());
});

describe.each(tools.map((tool) => [tool.name, tool] as const))('%s', (_, tool) => {
  describe('rows in', () => {
    test('a last line without newline counts', async () => {
      expect(timeless(await feed(tool, tool.lines.join('\n')))).toEqual(await answersTo(tool));
    });

    test('CRLF, a byte order mark, blank lines and comments are tolerated', async () => {
      const input = `\ufeff${tool.lines[0]}\r\n\r\n\n# a comment\r\n${tool.lines[1]}\r\n`;
      const said = await feed(tool, input);
      expect([timeless(said), said.status, said.stderr]).toEqual([await answersTo(tool), 0, '']);
    });

    test('no input at all is no error', async () => {
      const { stdout, status } = await feed(tool, '');
      expect([stdout, status]).toEqual(['', 0]);
    });

    test('a bad line is named by its number; the others are answered', async () => {
      const said = await feed(tool, `${tool.lines[0]}\n${tool.badLine}\n${tool.lines[1]}\n`);
      expect(said.stdout + said.stderr).toMatch(/\bline 2\b/);
      expect(said.status).toBe(1);
      expect(timeless(said).filter(({ ok }) => ok !== false)).toEqual(await answersTo(tool));
    });

    if (tool.answersAtOnce) {
      test('the first line is answered before the second has come', async () => {
        const w = workdir();
        const running = w.start(`exec ${here(tool.reads)}`, { keepsInputOpen: true });
        running.write(`${here(tool.lines[0])}\n`);
        expect(await running.waitForLines(1)).toHaveLength(1);
        running.endInput();
        expect((await w.finish(running)).status).toBe(0);
      });
    }
  });

  describe('rows out', () => {
    test('every line is a JSON object with a url', async () => {
      const rows = await answersTo(tool);
      expect(rows.length).toBeGreaterThanOrEqual(2);
      for (const row of rows) expect(row).toHaveProperty('url', expect.any(String));
    });

    test('--format and --null speak to programs that know no JSON', async () => {
      const rows = await answersTo(tool);
      const { stdout } = await feed(tool, tool.lines.join('\n'), String.raw`--format 'x\t{url}' --null`);
      expect(stdout.split('\0')).toEqual([...rows.map(({ url }) => `x\t${String(url)}`), '']);
    });

    test('--plain prints one bare word a row', async () => {
      const { stdout } = await feed(tool, tool.lines.join('\n'), '--plain');
      expect(stdout.match(/^[^{].*\n/gm)).toHaveLength((await answersTo(tool)).length);
    });
  });

  describe('how it ends', () => {
    test('| head -n 1 is a quiet 0', async () => {
      const w = workdir();
      const { stdout, stderr } = await w.sh(`{ ${here(tool.floods)}; echo $? >status; } | head -n 1`);
      expect(stdout).toMatch(/^\{.*\}\n$/);
      expect(stderr).toBe('');
      expect(w.read('status')).toBe('0\n');
    });

    test('an output that cannot be written is status 3 and one line', async () => {
      const { status, stderr } = await feed(tool, tool.lines.join('\n'), '> /dev/full');
      expect(stderr).toMatch(new RegExp(`^${tool.name}: .*no space left on device.*\n$`, 'i'));
      expect(status).toBe(3);
    });

    test.each([
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const)('%s while it waits for input is status %i, without a word', async (signal, status) => {
      const w = workdir();
      const running = w.start(`exec ${here(tool.reads)}`, { keepsInputOpen: true });
      running.write(`${here(tool.lines[0])}\n`);
      if (tool.answersAtOnce) await running.waitForLines(1);
      else await new Promise((resolve) => setTimeout(resolve, 1000));
      running.signal(signal);
      const ended = await w.finish(running);
      expect([ended.status, ended.signal]).toEqual([status, undefined]);
      expect(ended.stderr).not.toMatch(/error|\bat /i);
    });

    test('closed standard streams crash nothing', async () => {
      const w = workdir();
      for (const closed of ['<&-', '2>&-']) {
        const { status, stderr } = await w.sh(`${here(tool.reads)} ${closed}`);
        expect([closed, status, stderr]).toEqual([closed, 0, '']);
      }
    });
  });

  describeWith(['script'], 'on a terminal', () => {
    test('it says what it waits for and how to end it', async () => {
      const { stdout } = await workdir().sh(
        `script -qec '${here(tool.reads).replaceAll("'", '"')}' /dev/null </dev/null`,
      );
      expect(stdout).toMatch(/reading .* from the terminal; end with Ctrl-D/);
    });
  });
});

/** Pages for the tools that read pages. */
const pages: Record<string, Fault['answer']> = {
  page: (exchange) =>
    exchange.reply(
      200,
      { 'Content-Type': 'text/html' },
      `<a href="https://h.example${exchange.request.path}">one</a>`,
    ),
  'endless-page': async (exchange) => {
    await exchange.head(200, { 'Content-Type': 'text/html' });
    for (let n = 1; !exchange.isClientGone; n += 1000) await exchange.send(links(n, 1000));
  },
};

function links(first: number, count: number): string {
  return Array.from({ length: count }, (_, n) => `<a href="https://h.example/${first + n}">n</a>\n`).join('');
}

/** A command or line of the table, for the server of this run. */
function here(text: string): string {
  return text.replaceAll('SITE', server.url(''));
}

/** Runs a tool on lines; further arguments or redirections follow its own. */
function feed(tool: Tool, input: string, more = '') {
  return workdir().sh(`${here(tool.reads)} ${more}`, { input: here(input) });
}

/** What a tool answers to its two lines. */
async function answersTo(tool: Tool): Promise<Record<string, unknown>[]> {
  const answered = await feed(tool, tool.lines.join('\n') + '\n');
  expect([answered.status, answered.stderr]).toEqual([0, '']);
  return timeless(answered);
}

/** The rows of a run, but for the moment of each. */
function timeless(said: Transcript): Record<string, unknown>[] {
  return said.rows().map((row) => ({ ...row, at: undefined }));
}
