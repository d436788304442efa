import { expect, test } from 'vitest';

import { parseNetrc, readNetrc } from './netrc.js';

const find = parseNetrc(`# machine commented.example login no password no
machine a.example login one password pass#word account x
machine b.example
  login two
  password "quoted \\"pass\\" word"
macdef init
machine macro.example login no password no

machine user-only.example login three
machine a.example login later password later
default login anonymous password me@
machine after.example login never password never
`);

test.each([
  ['a.example', { user: 'one', password: 'pass#word' }],
  ['b.example', { user: 'two', password: 'quoted "pass" word' }],
  ['user-only.example', { user: 'three', password: '' }],
  ['macro.example', { user: 'anonymous', password: 'me@' }],
  ['commented.example', { user: 'anonymous', password: 'me@' }],
  ['after.example', { user: 'anonymous', password: 'me@' }],
])('%s', (host, expected) => expect(find(host)).toEqual(expected));

test('without default other hosts get nothing', () => {
  expect(parseNetrc('machine a.example login u password p')('b.example')).toBeUndefined();
  expect(parseNetrc('')('b.example')).toBeUndefined();
});

test('a file that is not there is wrong usage', () => {
  expect(() => readNetrc('/nowhere')).toThrow(
    'cannot read the netrc file "/nowhere": no such file or directory',
  );
});
