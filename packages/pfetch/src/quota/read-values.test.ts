import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { readValues } from './read-values.js';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'values-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function valuesOf(text: string): string[] {
  const path = join(folder, 'values');
  writeFileSync(path, text);
  return readValues(path, 'class');
}

test.each([
  ['one a line, whatever its end', 'a\nb\r\nc', ['a', 'b', 'c']],
  ['blank lines, comments and a BOM are none', '\ufeffa\n\n# of mine\n  \nb\n', ['a', 'b']],
  ['values with blanks are whole', 'red cup\nblue cup\n', ['red cup', 'blue cup']],
  ['a tab ends the value', 'red cup\t17\n', ['red cup']],
  ['lines of ILSVRC begin with a wnid', 'n01440764 tench, Tinca tinca\n', ['n01440764']],
  ['rows have the field', '{"class":"a","n":1}\n{"class":5}\n', ['a', '5']],
  ['rows of imagenet-pick --list', '{"wnid":"n01440764","urls":5}\n', ['n01440764']],
])('%s', (_, text, values) => expect(valuesOf(text)).toEqual(values));

test.each([
  ['an empty file', '', /lists no value$/],
  ['only comments', '# a\n\n', /lists no value$/],
  ['a row without the field', 'a\n{"klass":"b"}\n', /line 2 has no "class"$/],
  ['a broken row', '{"class":\n', /line 1 has no "class"$/],
])('%s is refused', (_, text, message) => expect(() => valuesOf(text)).toThrow(message));

test('a file that is not there is named', () =>
  expect(() => readValues('/not/there', 'class')).toThrow(/^--quota-of "\/not\/there": /));
