import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { workdir } from './support/workdir.js';

const folder = new URL('.', import.meta.url);

/** What the other tests type. */
const typed = readdirSync(folder)
  .filter((name) => /^(?!pfetch-options).*\.test\.ts$/.test(name))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

/** Options that another test file proves for all tools. */
const elsewhere = ['--help', '--version', '--man', '--completion'];

test('every option in --help is typed in some test', async () => {
  const { stdout } = await workdir().sh('pfetch --help');
  const options = [...stdout.matchAll(/^ +(?:(-\w), )?(--[\w-]+)/gm)].map(([, short, long]) => [
    short,
    long ?? '',
  ]);
  expect(options.length).toBeGreaterThan(50);
  const isTyped = (name: string | undefined): boolean =>
    name !== undefined && new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(typed);
  const untested = options
    .filter(([short, long]) => !isTyped(short) && !isTyped(long) && !elsewhere.includes(long ?? ''))
    .map(([, long]) => long);
  expect(untested).toEqual([]);
});

test('an unknown option is wrong usage, and nothing is read', async () => {
  const { status, stdout, stderr } = await workdir().sh('pfetch --no-such-option', { input: 'x\n' });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^pfetch: .*--no-such-option/);
});

test.each([
  '-j 0',
  '-j x',
  '--per-host -1',
  '--max-failures 0',
  '--total x',
  '--max-filesize 1q',
  '--progress maybe',
  '--checksum crc32',
  '--retry -1',
])('%s is wrong usage: the message quotes it and says what would be right', async (options) => {
  const { status, stdout, stderr } = await workdir().sh(`pfetch ${options}`, { input: 'x\n' });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^pfetch: -.*expected /);
});
