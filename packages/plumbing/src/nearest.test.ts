import { expect, it } from 'vitest';

import { nearest } from './nearest.js';

const options = [
  'jobs',
  'format',
  'plain',
  'null',
  'idle-timeout',
  'max-time',
  'seed',
  'no-progress',
  'help',
];

it.each([
  ['jbos', 'jobs'],
  ['job', 'jobs'],
  ['jobss', 'jobs'],
  ['JOBS', undefined],
  ['fromat', 'format'],
  ['form', 'format'],
  ['plian', 'plain'],
  ['idle_timeout', 'idle-timeout'],
  ['idletimeout', 'idle-timeout'],
  ['idle', 'idle-timeout'],
  ['no-progres', 'no-progress'],
  ['sede', 'seed'],
  ['hlep', 'help'],
  ['outdir', undefined],
  ['bogus', undefined],
  ['jo', undefined],
  ['', undefined],
])('%j was meant to be %s', (word, meant) => {
  expect(nearest(word, options)).toBe(meant);
});

it('takes the nearest of several, and the first of equals', () => {
  expect(nearest('max-tme', ['max-size', 'max-time', 'min-time'])).toBe('max-time');
  expect(nearest('ab', ['aa', 'ac'])).toBe('aa');
  expect(nearest('x', [])).toBeUndefined();
});
