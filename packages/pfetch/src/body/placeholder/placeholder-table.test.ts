import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { knownPlaceholders } from './known-placeholders.js';
import { compileGlob } from './compile-glob.js';
import { parsePlaceholders } from './parse-placeholders.js';
import { createPlaceholderTable, type Head, type PlaceholderTable } from './placeholder-table.js';

const digest = (algorithm: string, body: string) => createHash(algorithm).update(body).digest('hex');
const tableOf = (...entries: object[]) =>
  createPlaceholderTable(parsePlaceholders(JSON.stringify(entries), 'mine.json'));

function judge(table: PlaceholderTable, head: Head, body: string): string | undefined {
  const watch = table.watch(head);
  for (const chunk of body.match(/.{1,3}/gs) ?? []) watch?.push(Buffer.from(chunk));
  return watch?.end(digest('sha256', body));
}

describe('the placeholders known without being told', () => {
  const table = createPlaceholderTable(knownPlaceholders());

  it.each([
    ['https://s.yimg.com/pw/images/en-us/photo_unavailable.png', 'Flickr'],
    ['https://combo.staticflickr.com/pw/images/en-us/photo_unavailable_l.png', 'Flickr'],
    ['http://l.yimg.com/g/images/photo_unavailable.gif', 'Flickr'],
    ['https://i.imgur.com/removed.png', 'Imgur'],
    ['https://assets.tumblr.com/images/media_violation/community_guidelines_v1_500.png', 'Tumblr'],
    ['http://tinypic.com/images/404.gif', 'TinyPic'],
    ['https://i.imgur.com/AbC123.png', undefined],
    ['https://host.example/photo_unavailable.png', undefined],
  ])('judges a redirect to %s: %s', (target, name) => {
    const found = table.byRedirect(new URL(target));
    expect(found?.split(':')[0]).toBe(name);
  });

  it('judges by ETag where the length agrees', () => {
    const etag = '"d835884373f4d6c8f24742ceabe74946"';
    expect(table.byHead({ host: 'i.imgur.com', etag })).toBe('Imgur: removed');
    expect(table.byHead({ host: 'i.imgur.com', etag: `W/${etag}`, contentLength: 503 })).toBe(
      'Imgur: removed',
    );
    expect(table.byHead({ host: 'i.imgur.com', etag, contentLength: 504 })).toBeUndefined();
    expect(table.byHead({ host: 'i.imgur.com', contentLength: 503 })).toBeUndefined();
  });

  it('takes an ETag in the table with or without quotes', () => {
    const mine = tableOf({ name: 'mine', etag: ['"a"', 'W/"b"', 'c'] });
    for (const etag of ['"a"', '"b"', 'W/"c"']) expect(mine.byHead({ host: 'a.example', etag })).toBe('mine');
  });

  it('watches only bodies that may be one', () => {
    expect(table.watch({ host: 'a.example', contentLength: 10_000 })).toBeUndefined();
    expect(table.watch({ host: 'a.example', contentLength: 2051 })).toBeDefined();
    expect(table.watch({ host: 'farm3.staticflickr.com', contentLength: 10_000 })).toBeDefined();
    expect(judge(table, { host: 'a.example' }, 'no placeholder')).toBeUndefined();
  });
});

describe('createPlaceholderTable', () => {
  const body = 'this picture is gone';

  it.each(['md5', 'sha1', 'sha256'])('recognises a body by its %s', (algorithm) => {
    const table = tableOf({ name: 'mine', [algorithm]: digest(algorithm, body).toUpperCase() });
    expect(judge(table, { host: 'a.example' }, body)).toBe('mine');
    expect(judge(table, { host: 'a.example' }, `${body}.`)).toBeUndefined();
    expect(judge(table, { host: 'a.example' }, '')).toBeUndefined();
  });

  it('stops where a body is longer than all that it may be', () => {
    const table = tableOf({ bytes: body.length, md5: digest('md5', body) });
    expect(judge(table, { host: 'a.example' }, body)).toBe('a known placeholder');
    expect(judge(table, { host: 'a.example' }, `${body} for ever`)).toBeUndefined();
    expect(table.watch({ host: 'a.example', contentLength: 1 })).toBeUndefined();
  });

  it('looks for what belongs to some hosts on these only, and trusts a length there', () => {
    const table = tableOf({ name: 'mine', hosts: ['*.gone.example'], bytes: [7, 9] });
    expect(table.byHead({ host: 'img.gone.example', contentLength: 9 })).toBe('mine');
    expect(table.byHead({ host: 'img.gone.example', contentLength: 8 })).toBeUndefined();
    expect(table.byHead({ host: 'img.gone.example' })).toBeUndefined();
    expect(table.byHead({ host: 'gone.example.org', contentLength: 9 })).toBeUndefined();
  });
});

describe('parsePlaceholders', () => {
  it('reads an object a line as well as an array', () => {
    const lines = '{"redirect":"a.example/gone*"}\n\n{"md5":["880A7A58E05D3E83797F27573BB6D35C"]}\n';
    expect(parsePlaceholders(lines, 'mine.ndjson')).toMatchObject([
      { redirect: ['a.example/gone*'] },
      { md5: ['880a7a58e05d3e83797f27573bb6d35c'] },
    ]);
  });

  it.each([
    ['[{"md5":"xyz"}]', 'mine: entry 1: md5 is "xyz", not 32 hexadecimal digits'],
    ['[{"md6":"xyz"}]', 'mine: entry 1 has "md6", which is none of name, bytes, '],
    ['{"bytes":"many"}', 'mine: entry 1: bytes is "many", not a whole number of at least 1'],
    ['{"bytes":7}', 'mine: entry 1 needs redirect, etag, md5, sha1, sha256, or bytes together with hosts'],
    ['{"redirect":"http://a.example/b"}', 'not a host and path such as'],
    ['[7]', 'mine: entry 1 is not an object'],
    ['{"md5":"880a7a58e05d3e83797f27573bb6d35c"}\noops', 'mine: entry 2 is not JSON: "oops"'],
    ['[', 'mine: the array is not JSON: "["'],
  ])('says what is wrong with %s', (text, message) => {
    expect(() => parsePlaceholders(text, 'mine')).toThrow(message);
  });
});

it('matches globs', () => {
  expect(compileGlob('*/gone_*.png')('a.example/x/gone_1.png')).toBe(true);
  expect(compileGlob('abc')('abc')).toBe(true);
  expect(compileGlob('ab')('abc')).toBe(false);
  expect(compileGlob('ab*b')('ab')).toBe(false);
  expect(compileGlob('*')('')).toBe(true);
  expect(compileGlob(`${'*a'.repeat(50)}*b`)('a'.repeat(100_000))).toBe(false);
});
