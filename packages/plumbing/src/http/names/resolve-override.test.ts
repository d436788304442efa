import { expect, test } from 'vitest';

import { parseResolveOverride } from './resolve-override.js';

test.each([
  ['h.example:443:127.0.0.1', 'h.example', 443, ['127.0.0.1']],
  ['H.Example.:80:127.0.0.1,[::1]', 'h.example', 80, ['127.0.0.1', '::1']],
  ['h.example:80:::1', 'h.example', 80, ['::1']],
  ['+h.example:80:127.0.0.1', 'h.example', 80, ['127.0.0.1']],
  ['*:80:127.0.0.1', '*', 80, ['127.0.0.1']],
  ['[::1]:80:127.0.0.1', '[::1]', 80, ['127.0.0.1']],
])('%s', (text, host, port, addresses) => {
  const override = parseResolveOverride(text);
  expect(override).toMatchObject({ host, port });
  expect(override?.addresses.map(({ address }) => address)).toEqual(addresses);
});

test.each([
  '',
  'h.example',
  'h.example:80',
  'h.example:80:',
  'h.example:x:127.0.0.1',
  'h:0:127.0.0.1',
  'h:80:name',
])('%j is none', (text) => expect(parseResolveOverride(text)).toBeUndefined());
