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

    test('and --where finds what DuckDB finds', async () => {
      runPython(python ?? '', 'where.py', folder, JSON.stringify(conditions));
      const expected = JSON.parse(readFileSync(join(folder, 'where.json'), 'utf8')) as string[][];
      const w = workdir();
      for (const [at, condition] of conditions.entries()) {
        const { stdout } = await w.sh('list-rows "$FILE" --plain --where "$CONDITION"', {
          env: { FILE: join(folder, 'where.parquet'), CONDITION: condition },
        });
        const urls = stdout.split('\n').slice(0, -1);
        expect([condition, ...urls]).toEqual([condition, ...(expected[at] ?? [])]);
      }
      // Conditions that hold for no row, or for all, would tell nothing.
      for (const [at, { length }] of expected.entries())
        expect([conditions[at], length > 0 && length < 200]).toEqual([conditions[at], true]);
    }, 300_000);
  },
);

/** In words that SQL has, too. */
const conditions = [
  'sequence >= 95 and sequence < 123',
  'not (int32 > 0)',
  'int8 < uint8',
  'int64 > -9007199254740993 and int64 < 900719925474099312',
  'uint32 > 2147483648',
  'uint64 >= 1454133895627023152',
  'float64 < -1e300 and not (float32 > 0.5)',
  'decimal_int32 <= 12.5 and decimal_big > 0',
  "text = 'plain' or text >= '🙂'",
  "text <> 'zwölf Boxkämpfer' and text > '~'",
  "unique_text < 'text 15' and unique_text > 'text 12'",
  "date < '1950-02-28'",
  "us >= '1990-01-01T12:30:00' and not (ms > '1980-01-01')",
  "ns = '1990-10-28T15:31:44.026684481' or sequence = 7",
  "time32 > '12:00:00'",
  'boolean and sequence > 20 or not boolean and sequence < 5',
  "((sequence = 1 or sequence = 2) and text <> '') or sequence > 198",
  'not (sequence < 190 or int32 > 0)',
];
