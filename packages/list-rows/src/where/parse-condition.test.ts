import { BadValue } from '@fetchutils/plumbing';
import { expect, it } from 'vitest';

import type { Condition, Literal } from './condition.js';
import { parseCondition } from './parse-condition.js';

/** A condition as text, with every bracket. */
function show(condition: Condition): string {
  if (condition.kind === 'not') return `not(${show(condition.part)})`;
  if (condition.kind !== 'comparison')
    return `(${show(condition.left)} ${condition.kind} ${show(condition.right)})`;
  const { left, operator, right } = condition;
  return `${left.column} ${operator} ${'column' in right ? right.column : showLiteral(right.literal)}`;
}

function showLiteral(literal: Literal): string {
  return typeof literal === 'bigint' ? `${literal}n` : JSON.stringify(literal);
}

it.each([
  ['similarity>0.3 and width>=256', '(similarity > 0.3 and width >= 256)'],
  ['a=1 or b=2 and c=3', '(a = 1 or (b = 2 and c = 3))'],
  ['(a=1 or b=2) AND c<>3', '((a = 1 or b = 2) and c != 3)'],
  ['not a and not not b', '(not(a = true) and not(not(b = true)))'],
  ['256 <= width', 'width >= 256'],
  ['text == \'it\'\'s\' or text != "say ""x"""', '(text = "it\'s" or text != "say \\"x\\"")'],
  ['`my col` = null', 'my col = null'],
  ['null != x', 'x != null'],
  ['nsfw = TRUE', 'nsfw = true'],
  ['x>-5 and y=-.5e3', '(x > -5 and y = -500)'],
  ['id = 9007199254740993', 'id = 9007199254740993n'],
  ['meta.größe < other-name', 'meta.größe < other-name'],
])('%s', (text, meaning) => {
  expect(show(parseCondition(text))).toBe(meaning);
});

it.each([
  ['', 'a column or a value at its end'],
  ['a >', 'a column or a value at its end'],
  ['a 3', 'a comparison (= != < <= > >=) at "3" (character 3)'],
  ['a = 1 b = 2', 'and, or, or the end at "b = 2" (character 7)'],
  ['(a = 1', 'and, or, or ) at its end'],
  ['a = 1)', 'and, or, or the end at ")" (character 6)'],
  ["a = 'x", 'a \' that closes the one at "\'x" (character 5)'],
  ['a && b', 'and, or, or not at "&& b" (character 3)'],
  ['a = 3x', 'a number (a column of such a name stands in `backticks`) at "3x" (character 5)'],
  ['a < null', '= or != beside null at "< null" (character 3)'],
  ['1 = 1', 'a column on one side of the comparison at "1 = 1" (character 1)'],
  ['3', 'a comparison (= != < <= > >=) at its end'],
  ['('.repeat(1000), 'no more than 200 brackets and nots in each other'],
])('%j points at what is wrong', (text, message) => {
  expect(() => parseCondition(text)).toThrow(new BadValue(message));
});
