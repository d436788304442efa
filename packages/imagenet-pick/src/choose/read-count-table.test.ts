import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { readCountTable } from './read-count-table.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counts-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const path = join(folder, 'table');
  await writeFile(path, text);
  return readCountTable(path);
}

const expected = [
  { wnid: 'n00004475', urls: 8, flickr: 6, name: 'organism, being' },
  { wnid: 'n00005787', urls: 1338, flickr: 697 },
];

test('CSV, as it is published: CRLF, quoted names', async () => {
  const text =
    'synid,class_name,urls,flickr_urls\r\nn00004475,"organism, being",8,6\r\nn00005787,,1338,697\r\n';
  expect(await read(`\ufeff${text}`)).toEqual(expected);
});

test('JSON by wnid, as it is published', async () => {
  const table = {
    n00004475: { img_url_count: 8, flickr_img_url_count: 6, class_name: 'organism, being' },
    n00005787: { img_url_count: '1338', flickr_img_url_count: '697' },
  };
  expect(await read(JSON.stringify(table))).toEqual(expected);
});

test.each([
  ['a,b\n1,2\n', 'record 1: expected a wnid such as n02084071 in the column synid, got "undefined"'],
  [
    'synid,class_name,urls,flickr_urls\nn00004475,x,eight,6\n',
    'record 1: expected a whole number as urls, got "eight"',
  ],
  [
    '{"n00004475": {"img_url_count": 8}}',
    'at "n00004475": expected a whole number as flickr_urls, got "undefined"',
  ],
  ['{"n0000', 'is neither CSV nor JSON'],
])('%j is refused', async (text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});
