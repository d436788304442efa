import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';

import { lastObject } from './support/sites/museum.js';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The other Nodes play it too: see vitest.config.ts. */
const folder = process.env['TEST_NODE'] ?? dirname(process.execPath);
const place = mkdtempSync(join(tmpdir(), 'demo-'));
afterAll(() => rmSync(place, { recursive: true }));
const env = { PATH: `${folder}:${process.env['PATH']}`, DEMO_FOLDER: place };
const output = (name: string): string => `${place}/demo-output/${name}`;

test('the demo plays to its end, and what it points to is there', async () => {
  const { exitCode, stdout } = await execa('node', ['scripts/demo.js'], {
    cwd: root,
    env,
    all: true,
    reject: false,
  });
  expect(stdout).not.toMatch(/^! /m);
  expect(exitCode).toBe(0);
  const shown = stdout.match(/demo-output\/\S+/g) ?? [];
  expect(shown.length).toBeGreaterThan(3);
  for (const path of shown) expect([path, existsSync(`${place}/${path}`)]).toEqual([path, true]);

  const rows = readFileSync(output('museum.ndjson'), 'utf8').trimEnd().split('\n');
  expect(rows).toHaveLength(lastObject);
  const pictures = readdirSync(output('museum'));
  expect(pictures).toHaveLength(rows.filter((row) => row.includes('"ok":true')).length);
  expect(stdout).toMatch(/\d+ skipped/);
  const classes = readdirSync(output('imagenet'));
  expect(classes.map((name) => readdirSync(output(`imagenet/${name}`)).length)).toEqual([20, 20, 20]);
});

test('a wrong option of the demo is told so', async () => {
  const { exitCode, stderr } = await execa('node', ['scripts/demo.js', '--kepe'], {
    cwd: root,
    env,
    reject: false,
  });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--keep') as string]);
});
