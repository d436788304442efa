import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { bodyFields, inputFields, outcomes, resultFields } from './fields.js';
import { isReserved } from './set-aside.js';
import { isResultRow, withoutResult } from './without-result.js';

const packages = new URL('../../../', import.meta.url);

/** Sources that name the fields because it is they that write them. */
const writers = ['plumbing/src/rows/fields.ts', 'pfetch/src/memory/learned/correcting-text.ts'];

describe('the lists', () => {
  test('no other source names them: a copy would be stale one day', () => {
    const name = [...resultFields, ...inputFields].map(([field]) => field).join('|');
    const list = new RegExp(`(?:['"\`\\s]*\\b(?:${name})\\b['"\`]*[\\s,|]+){6,}`);
    const copies = sources().filter((path) => {
      const strings = readFileSync(new URL(path, packages), 'utf8').match(/(?:'[^'\n]*'|`[^`]*`|[\s,[\]])+/g);
      return strings?.some((text) => list.test(text)) === true;
    });
    expect(copies.filter((path) => !writers.includes(path))).toEqual([]);
  });

  test('no name stands twice', () => {
    for (const list of [inputFields, resultFields].map((fields) => fields.map(([name]) => name as string)))
      expect(new Set(list).size).toBe(list.length);
    expect(outcomes.length).toBe(new Set(outcomes).size);
    expect(bodyFields).toEqual(expect.arrayContaining(['sha256', 'md5', 'size', 'etag', 'out']));
  });
});

describe('withoutResult', () => {
  const answer = { ok: true, outcome: 'fetched', attempts: 1 };

  test.each([
    [{ ok: true, outcome: 'sold', attempts: 1 }],
    [{ ok: 'true', outcome: 'fetched', attempts: 1 }],
    [{ ok: true, outcome: 'fetched', attempts: '1' }],
    [{ ok: true, outcome: 'fetched' }],
    [{}],
  ])('a row of a user stays as it is: %j', (row) => {
    const text = JSON.stringify(row);
    expect(isResultRow(row)).toBe(false);
    expect(withoutResult(text, row)).toEqual({ text, row });
  });

  test('an answer loses every field of answers', () => {
    const row = { url: 'u', ...Object.fromEntries(resultFields.map(([name]) => [name, name])), ...answer };
    const { row: work } = withoutResult(JSON.stringify(row), row);
    expect(work).toEqual({ url: 'u' });
    expect(resultFields.every(([name]) => isReserved(name))).toBe(true);
  });
});

function sources(): string[] {
  return readdirSync(packages, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^[\w-]+\/src\/.*(?<!\.test)\.ts$/.test(path))
    .map((path) => path.replaceAll('\\', '/'));
}
