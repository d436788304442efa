import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { exactRows } from './support/exact-rows.js';
import { workdir } from './support/workdir.js';

const samples = fileURLToPath(new URL('samples/tables', import.meta.url));

describe('Parquet', () => {
  test.each(['pyarrow', 'int96', 'polars', 'duckdb'])('of %s is what pyarrow reads', async (name) => {
    const { stdout, stderr, status } = await workdir().sh(`list-rows ${samples}/${name}.parquet`);
    expect([stderr, status]).toEqual(['', 0]);
    expect(exactRows(stdout)).toEqual(exactRows(readFileSync(`${samples}/${name}.expected`, 'utf8')));
  });

  test('is read from standard input too', async () => {
    const { stdout } = await workdir().sh(`cat ${samples}/polars.parquet | list-rows --columns text`);
    expect(stdout.split('\n')).toHaveLength(31);
  });

  test('says group and row of each row', async () => {
    const w = workdir();
    const { stdout } = await w.sh(
      `list-rows ${samples}/pyarrow.parquet --add 'key={file}-{group}-{row:03}' --format '{key}' | sed -n '1p;13p;30p'`,
    );
    expect(stdout).toBe('pyarrow-1-001\npyarrow-2-013\npyarrow-3-030\n');
  });

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, 9000), 'does not end in PAR1'],
    [
      'a footer without sense',
      (bytes: Buffer) => damage(bytes, bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8)),
      'footer cannot be read',
    ],
    ['a page without sense', (bytes: Buffer) => damage(bytes, 4), 'is damaged'],
  ])('%s is one line and an answer', async (_, change, words) => {
    const w = workdir();
    w.write('l.parquet', change(readFileSync(`${samples}/pyarrow.parquet`)));
    const { stdout, stderr, status } = await w.sh('list-rows l.parquet');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^list-rows: l\.parquet: .*\n$/);
    expect(stderr).toContain(words);
    expect(stdout).toContain('{"ok":false,"file":"l.parquet","error":{"kind":"input","code":"torn"');
  });

  test('has columns that a mistyped name is told', async () => {
    const { stdout, stderr, status } = await workdir().sh(
      `list-rows ${samples}/polars.parquet --columns txet`,
    );
    expect([stdout, status]).toEqual(['', 2]);
    expect(stderr).toContain('no such column; did you mean "text"? there are url, int64, float64, text,');
  });
});

function damage(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.fill(0xff, at, at + 40);
  return copy;
}
