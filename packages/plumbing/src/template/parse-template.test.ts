import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { UsageError } from '../failures.js';
import { parseTemplate } from './parse-template.js';

const field = (source: string, rest: object) => ({ filters: [], source, ...rest });

describe('parseTemplate', () => {
  it.each([
    ['', []],
    ['plain', ['plain']],
    ['{}', [field('{}', { name: '' })]],
    ['{id}', [field('{id}', { name: 'id' })]],
    ['a/{id}.zip', ['a/', field('{id}', { name: 'id' }), '.zip']],
    ['{a}{b}', [field('{a}', { name: 'a' }), field('{b}', { name: 'b' })]],
    ['{id:05}', [field('{id:05}', { name: 'id', format: '05' })]],
    ['{d:%H:%M}', [field('{d:%H:%M}', { name: 'd', format: '%H:%M' })]],
    ['{id=1..9}', [field('{id=1..9}', { name: 'id', spec: '1..9' })]],
    [
      '{id=1..9:05|raw}',
      [field('{id=1..9:05|raw}', { name: 'id', spec: '1..9', format: '05', filters: ['raw'] })],
    ],
    ['{q=@f.csv:name}', [field('{q=@f.csv:name}', { name: 'q', spec: '@f.csv:name' })]],
    ['{q=}', [field('{q=}', { name: 'q', spec: '' })]],
    ['{v=a=b}', [field('{v=a=b}', { name: 'v', spec: 'a=b' })]],
    ['{q|slug|upper}', [field('{q|slug|upper}', { name: 'q', filters: ['slug', 'upper'] })]],
    ['{{', ['{']],
    ['}}', ['}']],
    ['{{id}}', ['{id}']],
    ['{{{id}}}', ['{', field('{id}', { name: 'id' }), '}']],
    ['{{}}{{', ['{}{']],
    ['{first name}', [field('{first name}', { name: 'first name' })]],
    ['{a.b-c_d}', [field('{a.b-c_d}', { name: 'a.b-c_d' })]],
  ])('%j', (source, parts) => {
    expect(parseTemplate(source)).toEqual({ source, parts });
  });

  it.each([
    ['a{id', '"a{id": "{" is never closed; write {{ for the brace itself'],
    ['{', '"{": "{" is never closed; write {{ for the brace itself'],
    ['a}', '"a}": "}" closes nothing; write }} for the brace itself'],
    ['{id}}', '"{id}}": "}" closes nothing; write }} for the brace itself'],
    ['{a{b}', '"{a{b}": "{a{b}" has a "{" inside; write {{ for the brace itself'],
    [
      '{id:5}',
      '"{id:5}": "{id:5}" has the format "5"; expected a padding such as 05, one of x X o b, or a date such as %Y-%m-%d',
    ],
    [
      '{id:}',
      '"{id:}": "{id:}" has the format ""; expected a padding such as 05, one of x X o b, or a date such as %Y-%m-%d',
    ],
    ['{q|slgu}', '"{q|slgu}": "{q|slgu}" has the filter "slgu"; expected one of raw, slug, lower, upper'],
    ['{q|}', '"{q|}": "{q|}" has the filter ""; expected one of raw, slug, lower, upper'],
    [
      '{d:%Q}',
      '"{d:%Q}": "{d:%Q}" has the date format "%Q"; expected one of %Y %y %m %d %e %j %H %M %S %s %B %b %A %a %u %F %%',
    ],
  ])('%j is wrong usage', (source, message) => {
    expect(() => parseTemplate(source)).toThrow(new UsageError(message));
  });

  it('takes any text whose braces are doubled as that text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const doubled = text.replace(/[{}]/g, '$&$&');
        expect(parseTemplate(doubled).parts).toEqual(text === '' ? [] : [text]);
      }),
    );
  });

  it('complains of nothing but wrong usage', () => {
    const pieces = fc.array(fc.constantFrom('{', '}', 'id', ':', '05', '|', 'slug', '=', '%Y', '@', '..'));
    fc.assert(
      fc.property(pieces, (some) => {
        try {
          const { parts } = parseTemplate(some.join(''));
          expect(parts.every((part) => part !== '')).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});
