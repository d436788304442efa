import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { applyHeaderRules, parseHeaderRules } from './header-rule.js';

test.each([
  ['X-A: b', 'X-A', 'b'],
  ['X-A:b:c', 'X-A', 'b:c'],
  ['X-A;', 'X-A', ''],
  ['X-A:', 'X-A', undefined],
  ['X-A: caf\u00e9', 'X-A', 'caf\xc3\xa9'],
])('%j', (text, name, value) => expect(parseHeaderRules(text)).toEqual([{ name, value }]));

test.each([
  ['nonsense', "a header such as 'Name: value'"],
  ['X-A; b', "a header such as 'Name: value'"],
  [': b', 'a header name without'],
  ['X A: b', 'a header name without'],
  ['X-A: b\r\nX-Evil: 1', 'a header value without line breaks'],
  ['Host: h.example', '--resolve'],
  ['content-length: 5', 'belongs to the connection'],
  ['@/nowhere', 'a file of headers (no such file'],
])('%j is refused', (text, message) => expect(() => parseHeaderRules(text)).toThrow(message));

test('@FILE holds one header a line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'headers-'));
  await writeFile(join(folder, 'list'), 'X-A: 1\r\n\r\nX-B;\n');
  expect(parseHeaderRules(`@${join(folder, 'list')}`)).toEqual([
    { name: 'X-A', value: '1' },
    { name: 'X-B', value: '' },
  ]);
  await rm(folder, { recursive: true });
});

test('rules replace, remove, repeat and add, whatever the case', () => {
  const rules = ['accept:', 'USER-agent: mine', 'X-A: 1', 'X-A: 2'].flatMap(parseHeaderRules);
  const headers = [
    ['User-Agent', 'ours'],
    ['Accept', '*/*'],
    ['Accept-Encoding', 'gzip'],
  ] as const;
  expect(applyHeaderRules(headers, rules)).toEqual([
    ['Accept-Encoding', 'gzip'],
    ['USER-agent', 'mine'],
    ['X-A', '1'],
    ['X-A', '2'],
  ]);
  expect(applyHeaderRules(headers, [])).toBe(headers);
});
