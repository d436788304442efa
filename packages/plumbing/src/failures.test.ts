import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { codeOf, reasonOf } from './failures.js';

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

it.each([
  [thrownBy(() => readFileSync('/missing')), 'no such file or directory', 'ENOENT'],
  [thrownBy(() => readFileSync('/')), 'illegal operation on a directory', 'EISDIR'],
  [new Error('plain: words, and more'), 'plain: words, and more', undefined],
  [Object.assign(new Error('x'), { code: 5 }), 'x', undefined],
  ['a string', 'a string', undefined],
  [undefined, 'undefined', undefined],
])('%s', (error, reason, code) => {
  expect(reasonOf(error)).toBe(reason);
  expect(codeOf(error)).toBe(code);
});
