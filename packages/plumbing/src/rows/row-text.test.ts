import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { appendMembers, dropMembers, membersOf } from './row-text.js';

describe('dropMembers', () => {
  const drop = (text: string): string => dropMembers(text, new Set(['a', 'ok']));

  it.each([
    ['{}', '{}'],
    ['{ "b" : 1 }', '{ "b" : 1 }'],
    ['{"a":1}', '{}'],
    [' { "a" : 1 , "b" : 2 } ', '{"b" : 2}'],
    ['{"b":2,"a":1}', '{"b":2}'],
    ['{"b":2,"a":1,"c":3}', '{"b":2,"c":3}'],
    ['{"a":1,"b":2,"ok":true,"a":3}', '{"b":2}'],
    ['{"a":1,"id":12345678901234567890,"x":1.10}', '{"id":12345678901234567890,"x":1.10}'],
    ['{"a":"}","b":"{[\\"a\\":1,"}', '{"b":"{[\\"a\\":1,"}'],
    ['{"a":"\\\\","b":"\\\\\\""}', '{"b":"\\\\\\""}'],
    ['{"\\u0061":1,"b":2}', '{"b":2}'],
    ['{"a\\"":1,"a":2}', '{"a\\"":1}'],
    ['{"b":{"a":1},"a":{"b":[{"a":"]}"}]}}', '{"b":{"a":1}}'],
    ['{"a":[[],[{}]],"b":[1,{"a":2}]}', '{"b":[1,{"a":2}]}'],
    ['{"a":null,"ok":false,"b":-1e5}', '{"b":-1e5}'],
    ['{"A":1,"aa":2,"":3,"a":4}', '{"A":1,"aa":2,"":3}'],
    ['{"__proto__":1,"a":2}', '{"__proto__":1}'],
  ])('%s', (text, expected) => {
    expect(drop(text)).toBe(expected);
  });

  it('hands back the very text where there is nothing to drop', () => {
    const text = '{ "b":1,\t"c" : [ 2 ] }';
    expect(drop(text)).toBe(text);
  });

  it('is JSON.parse without the keys, for any object', () => {
    const key = fc.oneof(fc.constantFrom('a', 'ok', 'b', 'a"', '\\', 'a\\'), fc.string({ unit: 'binary' }));
    const text = fc
      .dictionary(key, fc.jsonValue())
      .chain((object) =>
        fc.constantFrom(...[undefined, 1, '\t'].map((indent) => JSON.stringify(object, null, indent))),
      );
    fc.assert(
      fc.property(text, (text) => {
        const expected = JSON.parse(text) as Record<string, unknown>;
        delete expected['a'];
        delete expected['ok'];
        expect(JSON.parse(drop(text))).toEqual(expected);
        expect(Object.keys(JSON.parse(drop(text)) as object)).toEqual(Object.keys(expected));
      }),
    );
  });
});

describe('membersOf', () => {
  it('says where each stands', () => {
    const text = '{ "a" : 1 , "b":{"c":[2]}}';
    const texts = membersOf(text).map(({ name, start, valueStart, end }) => [
      name,
      text.slice(start, end),
      text.slice(valueStart, end),
    ]);
    expect(texts).toEqual([
      ['a', '"a" : 1', '1'],
      ['b', '"b":{"c":[2]}', '{"c":[2]}'],
    ]);
  });
});

describe('appendMembers', () => {
  it.each([
    ['{}', '"ok":true', '{"ok":true}'],
    ['{ }', '"ok":true', '{ "ok":true}'],
    ['{"a":1}', '', '{"a":1}'],
    ['{"a":1 }', '"b":2,"c":3', '{"a":1 ,"b":2,"c":3}'],
    ['{"id":12345678901234567890}', '"ok":true', '{"id":12345678901234567890,"ok":true}'],
    ['{"a":"}"}', '"b":"{"', '{"a":"}","b":"{"}'],
    [`{${' '.repeat(50)}}`, '"b":1', `{${' '.repeat(50)}"b":1}`],
  ])('%s and %s', (text, members, expected) => {
    expect(appendMembers(text, members)).toBe(expected);
  });

  it('is one object of both, for any objects', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(object, object, (first, second) => {
        const both = appendMembers(JSON.stringify(first), JSON.stringify(second).slice(1, -1));
        expect(JSON.parse(both)).toEqual(JSON.parse(JSON.stringify({ ...first, ...second })));
      }),
    );
  });
});
