import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BadValue } from './failures.js';
import { byteSize, duration, formatBytes, formatShare } from './quantities.js';

describe('byteSize', () => {
  it.each([
    ['0', 0],
    ['500', 500],
    ['10k', 10_240],
    ['10K', 10_240],
    ['10kB', 10_000],
    ['5MB', 5_000_000],
    ['10KiB', 10_240],
    ['5M', 5_242_880],
    ['1.5G', 1_610_612_736],
    ['.5k', 512],
    ['2.k', 2048],
    ['1T', 1024 ** 4],
    ['8b', 8],
    ['1.6', 2],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('%s is %d bytes', (text, bytes) => {
    expect(byteSize(text)).toBe(bytes);
  });

  it.each([
    '',
    'k',
    '-1',
    '+1',
    '1 k',
    ' 1',
    '1e3',
    '0x10',
    '1kk',
    '1ib',
    '10s',
    '1.5.2',
    '.',
    'NaN',
    'Infinity',
    '9007199254740992',
    '99999T',
    '1constructor',
    '١',
  ])('%j is none', (text) => {
    expect(() => byteSize(text)).toThrow(new BadValue('a size such as 500, 10k, 5M or 1G'));
  });
});

describe('duration', () => {
  it.each([
    ['0', 0],
    ['500ms', 500],
    ['30s', 30_000],
    ['30', 30_000],
    ['1.5', 1500],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['2d', 172_800_000],
    ['0.5ms', 1],
    ['30S', 30_000],
  ])('%s is %d ms', (text, ms) => {
    expect(duration(text)).toBe(ms);
  });

  it.each(['', 's', '-1s', '1 s', '5k', '1m30s', '1:30', '1y', '999999999999d', 'forever'])(
    '%j is none',
    (text) => {
      expect(() => duration(text)).toThrow(new BadValue('a duration such as 500ms, 30s or 5m'));
    },
  );
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [9_840, '9.8 kB'],
    [9_960, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [5_000_000, '5.0 MB'],
    [1.5e9, '1.5 GB'],
    [1e12 - 1, '1.0 TB'],
    [5000e12, '5000 TB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('is never more than a twentieth off, nor longer than seven characters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999e12 }), (bytes) => {
        const text = formatBytes(bytes);
        expect(text.length).toBeLessThanOrEqual(7);
        expect(Math.abs(byteSize(text.replace(' ', '')) - bytes)).toBeLessThanOrEqual(bytes / 20);
      }),
    );
  });
});

describe('formatShare', () => {
  it.each([
    [2_400_000, 4_800_000, '2.4/4.8 MB'],
    [0, 4_800_000, '0/4.8 MB'],
    [12_345_678, 1_200_000_000, '0.0/1.2 GB'],
    [5, 900, '5/900 B'],
  ])('%d of %d is %s', (bytes, whole, text) => {
    expect(formatShare(bytes, whole)).toBe(text);
  });
});
