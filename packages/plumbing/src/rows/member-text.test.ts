import { describe, expect, test } from 'vitest';

import { dropMembers, memberText } from './row-text.js';

describe('memberText', () => {
  test('keeps digits that a double would lose', () => {
    expect(memberText('{"a": 1, "id": 9007199254740993 }', 'id')).toBe('9007199254740993');
  });

  test('takes the last of two members with one name, as JSON.parse does', () => {
    expect(memberText('{"id":1,"id":2}', 'id')).toBe('2');
  });

  test('is not misled by nested members, escapes or strings', () => {
    expect(memberText(String.raw`{"x":{"id":1},"s":"\"id\":3","\u0069d":[2,{"id":4}]}`, 'id')).toBe(
      '[2,{"id":4}]',
    );
    expect(memberText('{"x":{"id":1}}', 'id')).toBeUndefined();
  });
});

test('dropMembers leaves the text of the other members as it stood', () => {
  expect(dropMembers('{"url":"a", "n": 1.50 ,"url":"b","s":"x}"}', new Set(['url']))).toBe(
    '{"n": 1.50,"s":"x}"}',
  );
});
