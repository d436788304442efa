import { describe, expect, test } from 'vitest';

import { parseExistsRule } from './exists-rule.js';

describe('parseExistsRule', () => {
  test.each([
    ['status=200', [200], [201, 404]],
    ['status=2xx', [200, 204], [199, 301]],
    ['status=200-203+404', [200, 203, 404], [204, 403]],
    ['min-size=1', [200, 299], [300, 404]],
  ])('%s', (text, good, bad) => {
    const { isStatus } = parseExistsRule(text);
    expect(good.filter((status) => !isStatus(status))).toEqual([]);
    expect(bad.filter(isStatus)).toEqual([]);
  });

  test('takes several conditions, and leaves the others at their defaults', () => {
    expect(parseExistsRule('status=200,min-size=10k')).toMatchObject({
      redirect: 'not-start',
      minBytes: 10_240,
    });
    expect(parseExistsRule('redirect=none')).toMatchObject({ redirect: 'none', minBytes: 0 });
  });

  test.each(['', '200', 'status=ok', 'redirect=maybe', 'min-size=big', 'status=200;redirect=any'])(
    'refuses %j',
    (text) => {
      expect(() => parseExistsRule(text)).toThrow();
    },
  );
});
