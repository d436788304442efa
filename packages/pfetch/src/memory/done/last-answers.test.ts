import { describe, expect, test } from 'vitest';

import { LastAnswers } from './last-answers.js';

describe('LastAnswers', () => {
  // From 400,000 on the table is in a scratch file, from 700,000 on what was said too.
  test.each([0, 1, 1000, 500_000, 800_000])(
    'knows where the last answer to each of %d texts is, and to no other text',
    (count) => {
      const answers = new LastAnswers();
      const textOf = (n: number): string => `"url":"http://host/${n}.jpg"`;
      // Beyond 2^32, too: a journal of some GB is nothing unusual.
      const placeOf = (n: number): number => n * 70_001;
      for (let n = 0; n < count; n++) answers.say(textOf(n), n % 3 === 0 ? placeOf(n) : undefined);
      for (let n = 0; n < count; n += 2) answers.say(textOf(n), n % 3 === 0 ? undefined : placeOf(n + 1));
      answers.seal();
      const expected = (n: number): number | undefined => {
        if (n % 2 === 0) return n % 3 === 0 ? undefined : placeOf(n + 1);
        return n % 3 === 0 ? placeOf(n) : undefined;
      };
      const numbers = Array.from({ length: count }, (_, n) => n);
      expect(numbers.filter((n) => answers.find(textOf(n)) !== expected(n))).toEqual([]);
      expect(numbers.filter((n) => answers.find(textOf(count + n)) !== undefined)).toEqual([]);
      expect(answers.isEmpty).toBe(count === 0);
    },
  );

  test('a text of which the same is said a hundred thousand times', () => {
    const answers = new LastAnswers();
    for (let n = 0; n < 100_000; n++) answers.say('one', n % 2 === 0 ? n : undefined);
    answers.say('one', 2 ** 47);
    answers.seal();
    expect([answers.find('one'), answers.find('two')]).toEqual([2 ** 47, undefined]);
  });
});
