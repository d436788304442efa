import { describe, expect, it } from 'vitest';

import { checkDatePattern, formatDate } from './format-date.js';

describe('formatDate', () => {
  it.each([
    ['2020-01-02', '%Y/%m/%d', '2020/01/02'],
    ['2020-01-02', '%Y%m%d %H:%M:%S', '20200102 00:00:00'],
    ['0999-03-04', '%Y %y %j', '0999 99 063'],
    ['2020-03-01', '%j', '061'],
    ['2021-12-31', '%j', '365'],
    ['2020-07-05', '%e|%d', ' 5|05'],
    ['2020-07-05', '%A %a %u, %B %b', 'Sunday Sun 7, July Jul'],
    ['2020-07-06', '%A %a %u', 'Monday Mon 1'],
    ['2020-12-25', '%F 100%%', '2020-12-25 100%'],
    ['1970-01-02', '%s', '86400'],
    ['2020-01-02T03:04:05Z', '%H-%M-%S', '03-04-05'],
    ['2020-01-02t03:04:05.678z', '%H-%M-%S', '03-04-05'],
    ['2020-01-01T01:30:00+02:00', '%F %H:%M', '2019-12-31 23:30'],
    ['2020-01-02 03:04', '%F %H:%M', '2020-01-02 03:04'],
    ['2020-01-02T03:04:05', '%H', '03'],
  ])('%s by %s is %s', (value, pattern, text) => {
    expect(formatDate(value, pattern)).toBe(text);
  });

  it.each([
    '',
    'today',
    '2020',
    '2020-1-2',
    '2020-02-30',
    '2021-02-29',
    '2020-13-01',
    '2020-01-02T25:00',
    '2020-01-01x',
  ])('%j is no date and stays as it is', (value) => expect(formatDate(value, '%Y')).toBe(value));

  it('does not depend on the zone of the machine', () => {
    const zone = process.env['TZ'];
    try {
      for (process.env['TZ'] of ['Pacific/Auckland', 'America/Los_Angeles'])
        expect(formatDate('2020-01-02T03:04', '%F %H %s')).toBe('2020-01-02 03 1577934240');
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});

describe('checkDatePattern', () => {
  const letters = '%Y %y %m %d %e %j %H %M %S %s %B %b %A %a %u %F %%';

  it.each([['%Y-%m-%d'], ['no letters'], ['%%'], [letters]])('%s is fine', (pattern) => {
    expect(checkDatePattern(pattern)).toBeUndefined();
  });

  it.each([
    ['%Q', '%Q'],
    ['%Y-%', '%'],
    ['%Y%%%é', '%é'],
    ['%constructor', '%c'],
  ])('%s is not', (pattern, letter) => {
    expect(checkDatePattern(pattern)).toBe(`the date format "${letter}"; expected one of ${letters}`);
  });
});
