import { describe, expect, test } from 'vitest';

import { LastWords } from './last-words.js';

describe('LastWords', () => {
  // Enough for the scratch file of what is said (above 130,000), and for that of the table.
  test.each([0, 1, 1000, 100_000, 300_000])(
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
