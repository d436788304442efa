import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, test } from 'vitest';

import { version } from '../packages/plumbing/src/version.js';
import { mainOf, tools } from './support/tools.js';

const preload = fileURLToPath(new URL('support/say-cache.cjs', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'start-up-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const cacheName = `main.${process.version}-${process.platform}-${process.arch}.cache`;

/** How a tool starts: what V8 thinks of the code that was compiled for it, and that it works. */
function start(main: string, ...flags: string[]): string {
  const words = [...flags, '--require', preload, main, '--version'];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect(stdout).toMatch(`(fetchutils) ${version}\n`);
  return stderr;
}

describe.each(tools.map(({ name }) => name))('%s starts', (name) => {
  const copy = join(scratch, name);
  const [main, cache] = [join(copy, 'main.js'), join(copy, cacheName)];
  cpSync(dirname(mainOf(name)), copy, { recursive: true });
  const whole = readFileSync(cache);

  test('with what was compiled when it was built', () => {
    expect(start(mainOf(name))).toBe('compiled code: taken\n');
    expect(start(main)).toBe('compiled code: taken\n');
  });

  test('also where V8 is set otherwise, or is another', () => {
    expect(start(main, '--no-opt')).toBe('compiled code: refused\n');
    const other = Buffer.from(whole);
    other.writeUInt32LE(other.readUInt32LE(4) ^ 1, 4); // the version
    writeFileSync(cache, other);
    expect(start(main)).toBe('compiled code: refused\n');
  });

  test.each([
    ['was not written whole', whole.subarray(0, whole.length / 2)],
    ['is empty', Buffer.alloc(0)],
    ['is something else', Buffer.from('{}')],
  ])('also where what was compiled %s', (_how, bytes) => {
    writeFileSync(cache, bytes);
    expect(start(main)).toBe('compiled code: refused\n');
  });

  test.each(['v20.0.0', 'sparc'])('also where what was compiled is for %s', (other) => {
    writeFileSync(cache, whole);
    renameSync(cache, cache.replace(other.startsWith('v') ? process.version : process.arch, other));
    expect(start(main)).toBe('compiled code: missing\n');
  });
});
