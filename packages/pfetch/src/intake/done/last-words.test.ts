import { describe, expect, test } from 'vitest';

import { LastWords } from './last-words.js';

describe('LastWords', () => {
  // From 600,000 on the table is in a scratch file, from 1,000,000 on what was said too.
  test.each([0, 1, 1000, 700_000, 1_100_000])(
    'knows the last word on each of %d texts, and no other text',
    (count) => {
      const words = new LastWords();
      const textOf = (n: number): string => `"url":"http://host/${n}.jpg"`;
      for (let n = 0; n < count; n++) words.say(textOf(n), n % 3 === 0);
      for (let n = 0; n < count; n += 2) words.say(textOf(n), n % 3 !== 0);
      words.seal();
      const numbers = Array.from({ length: count }, (_, n) => n);
      expect(numbers.filter((n) => words.isYes(textOf(n)) !== ((n % 3 === 0) === (n % 2 === 1)))).toEqual([]);
      expect(numbers.filter((n) => words.isYes(textOf(count + n)))).toEqual([]);
      expect(words.isEmpty).toBe(count === 0);
    },
  );

  test('a text of which the same is said a hundred thousand times', () => {
    const words = new LastWords();
    for (let n = 0; n < 100_000; n++) words.say('one', n % 2 === 0);
    words.say('one', true);
    words.seal();
    expect([words.isYes('one'), words.isYes('two')]).toEqual([true, false]);
  });
});
