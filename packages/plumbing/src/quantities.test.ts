import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BadValue } from './failures.js';
import { byteSize, duration, formatBytes, formatDuration } from './quantities.js';

describe('byteSize', () => {
  it.each([
    ['0', 0],
    ['500', 500],
    ['10k', 10_240],
    ['10K', 10_240],
    ['10kB', 10_240],
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

describe('formatDuration', () => {
  it.each([
    [0, '0ms'],
    [500, '500ms'],
    [1000, '1s'],
    [1500, '1500ms'],
    [90_000, '90s'],
    [300_000, '5m'],
    [3_600_000, '1h'],
    [172_800_000, '2d'],
  ])('%d is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('is what duration reads', () => {
    fc.assert(
      fc.property(fc.nat(), (ms) => {
        expect(duration(formatDuration(ms))).toBe(ms);
      }),
    );
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0'],
    [1023, '1023'],
    [1024, '1k'],
    [10_035, '9.8k'],
    [10_239, '10k'],
    [1_048_064, '1M'],
    [1_048_575, '1M'],
    [1024 ** 2, '1M'],
    [1.5 * 1024 ** 3, '1.5G'],
    [1024 ** 4 - 1, '1T'],
    [5000 * 1024 ** 4, '5000T'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('is never more than a twentieth off, nor longer than five characters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 * 1024 ** 4 }), (bytes) => {
        const text = formatBytes(bytes);
        expect(text.length).toBeLessThanOrEqual(5);
        expect(Math.abs(byteSize(text) - bytes)).toBeLessThanOrEqual(bytes / 20);
      }),
    );
  });
});
