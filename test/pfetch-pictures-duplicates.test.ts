import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { startPictureSite } from './support/picture-site.js';
import { type Workdir, workdir } from './support/workdir.js';

/** `/a/3` and `/b/3` have the same bytes. */
function startTwins() {
  return startPictureSite((path) => ({ body: bytesOf(path) }));
}

function bytesOf(path: string): Buffer {
  return Buffer.from(`content ${path.replace(/^\/\w/, '')}\n`.repeat(50));
}

const sha256Of = (path: string) => createHash('sha256').update(bytesOf(path)).digest('hex');
const inodeOf = (w: Workdir, file: string) => statSync(join(w.path, file)).ino;

describe('--dedupe', () => {
  test('keep, the usual: every copy is saved', async () => {
    await using site = await startTwins();
    const w = workdir();
    const input = `${site.url('/a/1')}\n${site.url('/b/1')}\n`;
    expect((await w.sh('pfetch -d out', { input })).rows().map(({ outcome }) => outcome)).toEqual([
      'fetched',
      'fetched',
    ]);
    expect(w.files()).toHaveLength(2);
  });

  test('skip: the first is saved, the others name it', async () => {
    await using site = await startTwins();
    const w = workdir();
    const input = ['/a/1', '/b/1', '/c/1', '/a/2']
      .map((path) => `${JSON.stringify({ url: site.url(path), out: path.slice(1) })}\n`)
      .join('');
    const said = await w.sh('pfetch -j 1 -d out --dedupe skip', { input });
    expect(
      said
        .rows()
        .map(({ ok, outcome, reason, path, duplicate_of: of, sha256 }) => [
          ok,
          outcome,
          reason,
          path,
          of,
          sha256,
        ]),
    ).toEqual([
      [true, 'fetched', undefined, 'out/a/1', undefined, sha256Of('/a/1')],
      [true, 'skipped', 'duplicate', undefined, 'out/a/1', sha256Of('/a/1')],
      [true, 'skipped', 'duplicate', undefined, 'out/a/1', sha256Of('/a/1')],
      [true, 'fetched', undefined, 'out/a/2', undefined, sha256Of('/a/2')],
    ]);
    expect([w.files(), said.status]).toEqual([['out/a/1', 'out/a/2'], 0]);
  });

  test('link: every copy has its name, and all are one file', async () => {
    await using site = await startTwins();
    const w = workdir();
    const input = ['/a/1', '/b/1', '/c/1']
      .map((path) => `${JSON.stringify({ url: site.url(path), out: path.slice(1) })}\n`)
      .join('');
    const said = await w.sh('pfetch -j 1 -d out --dedupe link', { input });
    expect(said.rows().map(({ outcome, path, duplicate_of: of }) => [outcome, path, of])).toEqual([
      ['fetched', 'out/a/1', undefined],
      ['fetched', 'out/b/1', 'out/a/1'],
      ['fetched', 'out/c/1', 'out/a/1'],
    ]);
    expect(w.files()).toEqual(['out/a/1', 'out/b/1', 'out/c/1']);
    expect(new Set(w.files().map((file) => inodeOf(w, file))).size).toBe(1);
  });

  test('reaches across runs through the journal, as long as the first file is there', async () => {
    await using site = await startTwins();
    const w = workdir();
    const run = async (path: string) =>
      (
        await w.sh('pfetch -d out --dedupe skip --journal j', {
          input: `${JSON.stringify({ url: site.url(path), out: path.slice(1) })}\n`,
        })
      ).rows()[0];
    expect(await run('/a/1')).toMatchObject({ outcome: 'fetched' });
    expect(await run('/b/1')).toMatchObject({ reason: 'duplicate', duplicate_of: 'out/a/1' });
    expect(await run('/b/1')).toMatchObject({ reason: 'journal' });
    await w.sh('rm out/a/1');
    expect(await run('/c/1')).toMatchObject({ outcome: 'fetched', path: 'out/c/1' });
    expect(await run('/d/1')).toMatchObject({ reason: 'duplicate', duplicate_of: 'out/c/1' });
  });

  test('compares in full: a hint from a journal that was changed drops nothing', async () => {
    await using site = await startTwins();
    const w = workdir();
    const run = async (path: string) =>
      (
        await w.sh('pfetch -d out --dedupe skip --journal j', {
          input: `${JSON.stringify({ url: site.url(path), out: path.slice(1) })}\n`,
        })
      ).rows()[0];
    await run('/a/1');
    // The same first 80 bits, and another end.
    const changed = sha256Of('/b/2').slice(0, 20).padEnd(64, '0');
    w.write('j', w.read('j').replace(sha256Of('/a/1'), changed));
    expect(await run('/b/2')).toMatchObject({ outcome: 'fetched', path: 'out/b/2' });
  });

  test('a thousand URLs of five hundred contents come to five hundred files', async () => {
    await using site = await startTwins();
    const w = workdir();
    const input = Array.from(
      { length: 1000 },
      (_, i) => `${site.url(`/${i % 2 ? 'a' : 'b'}/${i >> 1}`)}\n`,
    ).join('');
    const said = await w.sh('pfetch -d out --dedupe skip', { input });
    expect(said.rows().filter(({ reason }) => reason === 'duplicate')).toHaveLength(500);
    expect(w.files()).toHaveLength(500);
  });
});

test('copies of a placeholder that were skipped or linked are learned and taken back with the first', async () => {
  await using site = await startPictureSite(() => ({ body: bytesOf('/a/1') }));
  const input = ['a', 'b', 'c', 'd', 'e']
    .map((name) => `${JSON.stringify({ url: site.url(`/${name}`), out: name })}\n`)
    .join('');
  for (const how of ['skip', 'link']) {
    const w = workdir();
    const said = await w.sh(`pfetch -d out --dedupe ${how} --learn-placeholders 4 --journal j`, { input });
    const last = new Map(said.rows().map((row) => [row['url'], row['outcome']]));
    expect([...last.values()]).toEqual(Array(5).fill('rejected'));
    expect(w.files()).toEqual(['j']);
    // Forgotten as a duplicate, too: the same bytes of another host are the first of their kind.
    const other = `${JSON.stringify({ url: site.url('/z').replace('127.0.0.1', 'localhost'), out: 'z' })}\n`;
    const next = await w.sh(`pfetch -d out --dedupe ${how} --learn-placeholders 4 --journal j`, {
      input: other,
    });
    expect(next.rows()).toMatchObject([{ outcome: 'fetched', path: 'out/z' }]);
  }
});
