import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { workdir } from './support/workdir.js';

type Case = {
  heading: string;
  command: string;
  expected: { status: number; stdout: string; stderr: string };
};

/** The cases of seq-urls-cases.txt; its head says how they are written. */
function readCases(): Case[] {
  const cases: Case[] = [];
  let heading = '';
  for (const line of readFileSync(new URL('seq-urls-cases.txt', import.meta.url), 'utf8').split('\n')) {
    const expected = cases.at(-1)?.expected;
    if (line.startsWith('# ')) heading = line.slice(2);
    else if (line.startsWith('$ ')) {
      cases.push({ heading, command: line.slice(2), expected: { status: 0, stdout: '', stderr: '' } });
    } else if (expected === undefined || line === '') continue;
    else if (line.startsWith('! ')) expected.stderr += `${line.slice(2)}\n`;
    else if (/^\[\d+\]$/.test(line)) expected.status = Number(line.slice(1, -1));
    else expected.stdout += `${line}\n`;
  }
  return cases;
}

describe('the table of cases', () => {
  test.each(readCases())('$heading: $command', async ({ command, expected }) => {
    const { status, stdout, stderr } = await workdir().sh(command);
    expect({ status, stdout, stderr }).toEqual(expected);
  });
});

describe('ten million rows', () => {
  const all = "seq-urls 'https://h.example/{id}/0' id=1..10000000";

  test('are those that seq and sed make', async () => {
    const ours = await workdir().sh(`${all} | sha256sum`);
    const theirs = await workdir().sh(
      `seq 1 10000000 | sed 's|.*|{"url":"https://h.example/&/0","id":&}|' | sha256sum`,
    );
    expect(ours.stdout).toBe(theirs.stdout);
  });

  test('end quietly when the reader has enough', async () => {
    const { stdout, stderr } = await workdir().sh(`{ ${all}; echo "status $?" >&2; } | head -1`);
    expect({ stdout, stderr }).toEqual({
      stdout: '{"url":"https://h.example/1/0","id":1}\n',
      stderr: 'status 0\n',
    });
  });

  test('of which the last is there as soon as the first', async () => {
    const { stdout } = await workdir().sh(
      `${all.replace('10000000', '1000000000000000')} --skip 999999999999999`,
    );
    expect(stdout).toBe('{"url":"https://h.example/1000000000000000/0","id":1000000000000000}\n');
  });
});

describe('rows from standard input', () => {
  test('are answered before standard input ends', async () => {
    const running = workdir().start("seq-urls 'https://h.example/{}'", { keepsInputOpen: true });
    running.write('1\n');
    expect(await running.waitForLines(1)).toEqual(['{"url":"https://h.example/1"}']);
    running.write('2\n');
    expect(await running.waitForLines(2)).toHaveLength(2);
    running.endInput();
    expect((await running.result()).status).toBe(0);
  });

  test('are read no farther than --take needs', async () => {
    const running = workdir().start("seq-urls --take 1 'https://h.example/{}'", { keepsInputOpen: true });
    running.write('1\n');
    expect((await running.result()).stdout).toBe('{"url":"https://h.example/1"}\n');
  });
});
