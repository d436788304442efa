import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { exactRows } from './support/exact-rows.js';
import { describeWithParts } from './support/parts.js';
import { findPython, runPython } from './support/python.js';
import { workdir } from './support/workdir.js';

const python = findPython();

// A table of every type, written in every codec, encoding, page version and by every program: about 40 files.
describeWithParts(
  python === undefined ? ['Python with pyarrow, pandas, polars, duckdb, datasets'] : [],
  'every value is what pyarrow reads',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'list-rows-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    beforeAll(() => {
      for (const script of ['make-tables.py', 'make-others.py']) runPython(python ?? '', script, folder);
    }, 300_000);

    test('in all files', async () => {
      const files = readdirSync(folder).filter((name) => name.endsWith('.parquet'));
      expect(files.length).toBeGreaterThan(30);
      const w = workdir();
      for (const file of files) {
        const { stdout, stderr, status } = await w.sh(`list-rows ${join(folder, file)}`);
        expect([file, stderr, status]).toEqual([file, '', 0]);
        const expected = readFileSync(join(folder, file.replace('.parquet', '.expected')), 'utf8');
        expect([file, ...exactRows(stdout)]).toEqual([file, ...exactRows(expected)]);
      }
    }, 300_000);

    test('in the columns that are asked for alone, and from the rows that are', async () => {
      const w = workdir();
      const file = join(folder, 'pages-1.0.parquet');
      const { stdout } = await w.sh(`list-rows ${file} --columns struct,text`);
      const whole = exactRows(readFileSync(file.replace('.parquet', '.expected'), 'utf8'));
      expect(exactRows(stdout)).toEqual(whole.map(({ url, struct, text }) => ({ url, struct, text })));
    });
  },
);
