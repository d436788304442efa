import { BadValue } from '@fetchutils/plumbing';
import { expect, test } from 'vitest';

import { parseQuota } from './parse-quota.js';

test.each([
  ['class=50', { field: 'class', limit: 50 }],
  ['the class=1', { field: 'the class', limit: 1 }],
])('%s', (text, rule) => expect(parseQuota(text)).toEqual(rule));

test.each([
  '',
  'class',
  'class=',
  '=5',
  'class=0',
  'class=-1',
  'class=1.5',
  'class=5x',
  'class=1e3',
  'a=b=5',
])('%j is none', (text) => expect(() => parseQuota(text)).toThrow(BadValue));
