import { describe, expect, it } from 'vitest';

import { checkFilters, checkFormat, compileFormat } from './format-value.js';

describe('compileFormat', () => {
  it.each([
    [undefined, [], 'text', 'text'],
    [undefined, [], 5, '5'],
    [undefined, [], 1.5, '1.5'],
    [undefined, [], true, 'true'],
    [undefined, [], ['a', 1], '["a",1]'],
    [undefined, [], { a: 1 }, '{"a":1}'],
    [undefined, [], 12345678901234567890n, '12345678901234567890'],
    ['05', [], 7, '00007'],
    ['05', [], '7', '00007'],
    ['05', [], '007', '00007'],
    ['05', [], 1234567, '1234567'],
    ['05', [], -7, '-0007'],
    ['05', [], -1.5, '-01.5'],
    ['05', [], 'abc', '00abc'],
    ['05d', [], 7, '00007'],
    ['d', [], 7, '7'],
    ['x', [], 255, 'ff'],
    ['X', [], 255, 'FF'],
    ['04x', [], 255, '00ff'],
    ['04X', [], -255, '-0FF'],
    ['o', [], 8, '10'],
    ['08b', [], 5, '00000101'],
    ['x', [], '18446744073709551615', 'ffffffffffffffff'],
    ['x', [], 18446744073709551615n, 'ffffffffffffffff'],
    ['x', [], 'word', 'word'],
    ['x', [], '-word', '-word'],
    ['0999', [], 1, '1'.padStart(999, '0')],
    ['%Y/%m', [], '2020-01-02', '2020/01'],
    ['%Y', [], 'no date', 'no date'],
    [undefined, ['upper'], 'straße', 'STRASSE'],
    [undefined, ['lower'], 'ABC', 'abc'],
    [undefined, ['slug'], 'A b', 'a-b'],
    [undefined, ['raw'], 'A b', 'A b'],
    [undefined, ['slug', 'upper'], 'A b', 'A-B'],
    ['%B', ['lower'], '2020-01-02', 'january'],
  ])('%s %j of %s', (format, filters, value, text) => {
    expect(compileFormat(format, filters)(value)).toBe(text);
  });
});

describe('checkFormat', () => {
  it.each(['05', '01', '0999', 'x', 'X', 'o', 'b', 'd', '08x', '%Y', '%Y-%m-%d', 'week of %d'])(
    '%s is fine',
    (format) => {
      expect(checkFormat(format)).toBeUndefined();
    },
  );

  it.each(['', '5', '0', '00', '01000', 'z', '5x', 'x05', '05.2f', ' 05'])('%j is not', (format) => {
    expect(checkFormat(format)).toBe(
      `the format "${format}"; expected a padding such as 05, one of x X o b, or a date such as %Y-%m-%d`,
    );
  });

  it('names a letter of a date that is none', () => {
    expect(checkFormat('%Y-%Q')).toMatch(/^the date format "%Q"; expected one of %Y %y %m/);
  });
});

describe('checkFilters', () => {
  it('knows its own', () => {
    expect(checkFilters([])).toBeUndefined();
    expect(checkFilters(['raw', 'slug', 'lower', 'upper'])).toBeUndefined();
  });

  it.each(['', 'Slug', 'toString'])('%j is none', (name) => {
    expect(checkFilters(['raw', name])).toBe(`the filter "${name}"; expected one of raw, slug, lower, upper`);
  });
});
