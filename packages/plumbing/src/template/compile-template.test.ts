import { describe, expect, it } from 'vitest';

import { compileTemplate, MissingField, type TemplateRules } from './compile-template.js';
import { parseTemplate } from './parse-template.js';

const fill = (source: string, row: Record<string, unknown>, rules?: TemplateRules): string =>
  compileTemplate(parseTemplate(source), rules)(row);

describe('compileTemplate', () => {
  it.each([
    ['no fields', {}, 'no fields'],
    ['{id}.{ext}', { id: 5, ext: 'jpg' }, '5.jpg'],
    ['{id}{id}', { id: 5 }, '55'],
    ['{id:04x}-{q|slug}', { id: 255, q: 'A B' }, '00ff-a-b'],
    ['{empty}|{zero}|{no}', { empty: '', zero: 0, no: false }, '|0|false'],
    ['{}', { '': 'line' }, 'line'],
    ['{toString}', { toString: 'own' }, 'own'],
  ])('%s of %j', (source, row, text) => {
    expect(fill(source, row)).toBe(text);
  });

  it.each([
    ['{id}', {}, 'no field "id" for {id}'],
    ['{id:05}', { id: null }, 'no field "id" for {id:05}'],
    ['{id}', { id: undefined }, 'no field "id" for {id}'],
    ['{ID}', { id: 1 }, 'no field "ID" for {ID}'],
    ['{}', { url: 'u' }, 'no field "" for {}'],
    ['{constructor}', {}, 'no field "constructor" for {constructor}'],
    ['{__proto__}', {}, 'no field "__proto__" for {__proto__}'],
  ])('%s of %j names the field that is missing', (source, row, message) => {
    expect(() => fill(source, row)).toThrow(message);
    expect(() => fill(source, row)).toThrow(MissingField);
  });

  it('puts what a tool says in the place of an absent field', () => {
    expect(fill('{a}-{b}', { a: 1 }, { missing: (field) => `<${field.name}>` })).toBe('1-<b>');
  });

  it('encodes values, after their format, and neither literals nor what stands in for absent ones', () => {
    const rules: TemplateRules = {
      encode: (text, field) => (field.filters.includes('raw') ? text : encodeURIComponent(text)),
      missing: () => '/',
    };
    expect(fill('/{a}/{a|raw}/{b|upper}{c}', { a: 'x y', b: 'é' }, rules)).toBe('/x%20y/x y/%C3%89/');
  });
});
