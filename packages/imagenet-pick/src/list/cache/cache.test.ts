import { mkdir, mkdtemp, open, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { prepareCacheFolder } from './cache-folder.js';
import { identifyFile } from './identify-file.js';
import { readIndexFile, writeIndexFile } from './index-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cache-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the folder', () => {
  test('is rid of what killed runs left behind, and of nothing else', async () => {
    const names = ['old.tmp', 'new.tmp', 'old.index'];
    await mkdir(folder, { recursive: true });
    for (const name of names) await writeFile(join(folder, name), '');
    for (const name of ['old.tmp', 'old.index']) await utimes(join(folder, name), 1, 1);
    await prepareCacheFolder(folder);
    const left = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => undefined)));
    expect(left.map((found) => found !== undefined)).toEqual([false, true, true]);
  });
});

describe('an index', () => {
  const index = {
    usableLines: 1,
    odd: {},
    classes: [{ wnid: 'n00000001', urls: 1, flickr: 0, ranges: [0, 9], isScattered: false }],
  };

  test('is read as it was written, for the list it is of', async () => {
    const path = join(folder, 'index');
    await writeIndexFile(path, 'one', index);
    expect(await readIndexFile(path, 'one')).toEqual(index);
    expect(await readIndexFile(path, 'other')).toBeUndefined();
    expect(await readIndexFile(join(folder, 'none'), 'one')).toBeUndefined();
  });

  test('cut short anywhere, or with any byte altered, it is as good as none', async () => {
    const path = join(folder, 'index');
    await writeIndexFile(path, 'one', index);
    const sound = await readFile(path);
    for (let at = 0; at < sound.length; at += 1) {
      await truncate(path, at);
      expect(await readIndexFile(path, 'one')).toBeUndefined();
      await writeFile(
        path,
        sound.map((byte, other) => (other === at ? byte ^ 1 : byte)),
      );
      expect(await readIndexFile(path, 'one')).toBeUndefined();
      await writeFile(path, sound);
    }
  });
});

describe('a file is another', () => {
  async function identify(path: string): Promise<string> {
    const file = await open(path);
    try {
      return await identifyFile(file);
    } finally {
      await file.close();
    }
  }

  test('when a byte has changed, though its length and times are as before', async () => {
    const path = join(folder, 'list');
    await writeFile(path, 'a'.repeat(1000));
    await utimes(path, 1, 1);
    const before = await identify(path);
    expect(await identify(path)).toBe(before);
    await writeFile(path, `${'a'.repeat(499)}b${'a'.repeat(500)}`);
    await utimes(path, 1, 1);
    expect(await identify(path)).not.toBe(before);
  });

  test('when a byte has changed in the midst of a file too large to read whole', async () => {
    const path = join(folder, 'list');
    await writeFile(path, '');
    await truncate(path, 200_000_000);
    await utimes(path, 1, 1);
    const before = await identify(path);
    const file = await open(path, 'r+');
    await file.write('b', 99_999_999);
    await file.close();
    await utimes(path, 1, 1);
    expect(await identify(path)).not.toBe(before);
  });

  test('when it is a copy', async () => {
    await writeFile(join(folder, 'a'), 'x');
    await writeFile(join(folder, 'b'), 'x');
    expect(await identify(join(folder, 'a'))).not.toBe(await identify(join(folder, 'b')));
  });
});
