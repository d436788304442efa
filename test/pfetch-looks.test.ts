import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { type Workdir, workdir } from './support/workdir.js';

const count = 300;
const folders = 100;

/** Rows that need no server. */
const rows = Array.from({ length: count }, (_, n) =>
  JSON.stringify({ url: `data:,${n}`, id: n, folder: n % folders }),
).join('\n');

const places: [what: string, before: string, prepare: (w: Workdir) => void][] = [
  ['an empty folder', '', () => undefined],
  ['a folder with 10,000 other files', '', (w) => fill(w, 'out', 10_000)],
  [
    `${folders} folders with 100 other files each`,
    '{folder}/',
    (w) => Array.from({ length: folders }, (_, n) => fill(w, `out/${n}`, 100)),
  ],
];

function fill(w: Workdir, folder: string, files: number): void {
  mkdirSync(join(w.path, folder), { recursive: true });
  for (let n = 0; n < files; n += 1) writeFileSync(join(w.path, folder, `other-${n}.jpg`), '');
}

describeWith(['strace'], 'an extension that is known only at the end', () => {
  /** The system calls that name something in the output folder. */
  async function countCalls(prepare: (w: Workdir) => void, output: string): Promise<number> {
    const w = workdir();
    prepare(w);
    const said = await w.sh(`strace -f -qq -e trace=%file -o log pfetch -d out -o '${output}'`, {
      input: rows,
    });
    expect(said.rows().filter(({ outcome }) => outcome === 'fetched')).toHaveLength(count);
    return w.read('log').split('"out/').length;
  }

  test.each(places)('costs one look at a folder and none a row: in %s', async (_, before, prepare) => {
    const known = await countCalls(prepare, `${before}{id}.jpg`);
    const open = await countCalls(prepare, `${before}{id}.{ext}`);
    expect(open).toBeLessThanOrEqual(known + folders);
  });
});

describe('a file that is there under an extension', () => {
  test.each(places)('costs no request and is answered as it is: in %s', async (_, before, prepare) => {
    const w = workdir();
    prepare(w);
    const command = `pfetch -d out -o '${before}{id}.{ext}'`;
    const first = (await w.sh(command, { input: rows })).rows();
    const again = (await w.sh(command, { input: rows })).rows();
    const paths = new Map(first.map(({ id, path }) => [id, path]));
    expect(again).toHaveLength(count);
    for (const { id, reason, path } of again)
      expect([id, reason, path]).toEqual([id, 'exists', paths.get(id)]);
  });

  test.each([
    ['a name that leaves an extension hardly any room', 'n'.repeat(245)],
    ['a name without anything before the dot', ''],
    ['a name with dots', 'a.b.c'],
    ['a name in capitals and accents', 'E\u0301COLE'],
  ])('is found for %s', async (_, id) => {
    const w = workdir();
    w.write('out/other', '');
    const input = JSON.stringify({ url: 'data:,1', id });
    const [first] = (await w.sh(`pfetch -d out -o '{id}.{ext}'`, { input })).rows();
    const again = await w.sh(`pfetch -d out -o '{id}.{ext}'`, { input });
    expect(again.rows()).toMatchObject([{ outcome: 'skipped', reason: 'exists', path: first?.['path'] }]);
  });

  test('also where the extension stands in the middle, or is changed', async () => {
    for (const output of ['{ext}/{id}', '{id}.{ext|upper}', '{id}.{ext}.gz']) {
      const w = workdir();
      w.write('out/other', '');
      const command = `pfetch -d out -o '${output}'`;
      const input = JSON.stringify({ url: 'data:,1', id: 1 });
      const [first] = (await w.sh(command, { input })).rows();
      const again = await w.sh(command, { input });
      expect([output, again.rows()]).toMatchObject([output, [{ reason: 'exists', path: first?.['path'] }]]);
    }
  });

  test('that came after the look is not replaced', async () => {
    const w = workdir();
    w.write('out/other', '');
    const running = w.start(`exec pfetch -d out -o '{id}.{ext}'`, { keepsInputOpen: true });
    running.write('{"url":"data:,1","id":1}\n');
    await running.waitForLines(1);
    w.write('out/2.txt', 'of another run');
    running.write('{"url":"data:,2","id":2}\n');
    running.endInput();
    const said = await w.finish(running);
    expect(said.rows()[1]).toMatchObject({ outcome: 'skipped', reason: 'exists', path: 'out/2.txt' });
    expect(w.read('out/2.txt')).toBe('of another run');
  });
});
