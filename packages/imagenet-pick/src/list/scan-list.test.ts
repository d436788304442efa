import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { indexList } from './index-list.js';
import { maxLineBytes } from './line-blocks.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scan-list-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function index(text: string) {
  const path = join(folder, 'list');
  await writeFile(path, text, 'latin1');
  const file = await open(path);
  try {
    return await indexList(file, () => undefined);
  } finally {
    await file.close();
  }
}

/** The same counts, by splitting strings: slow and plain. */
function countPlainly(text: string) {
  const classes = new Map<string, { urls: Set<string>; flickr: Set<string> }>();
  for (const line of text.split('\n')) {
    const [, wnid, url] = /^(n\d{8})_[^\t]*\t(.*?)\r?$/s.exec(line) ?? [];
    if (wnid === undefined || url === undefined || url === '' || line.length >= maxLineBytes) continue;
    const counted = classes.get(wnid) ?? { urls: new Set(), flickr: new Set() };
    counted.urls.add(url);
    if (/^[a-z]{4,5}:\/\/([^/:?#]*\.)?(static)?flickr\.com([/:?#]|$)/i.test(url)) counted.flickr.add(url);
    classes.set(wnid, counted);
  }
  return [...classes].map(([wnid, { urls, flickr }]) => [wnid, urls.size, flickr.size]);
}

const wnid = fc.constantFrom('n00000001', 'n00000002', 'n12345678', 'n1234567', 'x00000001', '');
const host = fc.constantFrom(
  'a.example',
  'farm1.static.flickr.com',
  'notflickr.com',
  'STATICFLICKR.com:80',
  '',
);
const url = fc.oneof(
  fc
    .tuple(host, fc.constantFrom('', '/1', '/1.jpg', '?a\tb', '/caf\xe9', '/caf\xc3\xa9'))
    .map(([name, path]) => `http://${name}${path}`),
  fc.constantFrom('', '\r', 'ftp', '://', 'https:/x'),
);
const line = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(wnid, url).map(([id, to]) => `${id}_7\t${to}`) },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 20 })
      .map((text) => Buffer.from(text).toString('latin1').replaceAll('\n', '')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('n00000001_5 no tab', 'n00000001', 'n00000001\thttp://a.example', '# x', ''),
  },
);
const list = fc
  .tuple(fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n'))), line)
  .map(([lines, last]) => lines.map((parts) => parts.join('')).join('') + last);

test('counts what a plain reading of the lines counts, whatever the lines are', async () => {
  await fc.assert(
    fc.asyncProperty(list, async (text) => {
      const { classes } = await index(text);
      expect(classes.map(({ wnid: id, urls, flickr }) => [id, urls, flickr]).sort()).toEqual(
        countPlainly(text).sort(),
      );
    }),
    { numRuns: 300 },
  );
});

test('lines across the borders of blocks are read whole', async () => {
  let text = '';
  for (let n = 0; text.length < 3_300_000; n += 1) {
    text += `n0000000${n % 3 === 0 ? 1 : 2}_${n}\thttp://h${n % 7}.example/${'x'.repeat(n % 300)}${n}\n`;
  }
  const { classes } = await index(text);
  expect(classes.map(({ wnid: id, urls, flickr }) => [id, urls, flickr])).toEqual(countPlainly(text));
});

test('a line without an end in sight is one odd line, and those behind it are read', async () => {
  const long = `n00000001_1\thttp://h.example/${'x'.repeat(2_500_000)}`;
  const { classes, odd, usableLines } = await index(
    `n00000001_0\thttp://a\n${long}\nn00000002_1\thttp://b\n`,
  );
  expect(classes.map(({ wnid: id, urls }) => [id, urls])).toEqual([
    ['n00000001', 1],
    ['n00000002', 1],
  ]);
  expect(odd).toEqual({ 'too-long': { count: 1, line: 2 } });
  expect(usableLines).toBe(2);
});

test('names every kind of odd line and where it was first', async () => {
  const { odd } = await index(
    [
      'n00000001_1\thttp://a.example/1',
      'n00000001_2 http://a.example/2',
      'n00000001_3\t',
      'dog_4\thttp://a.example/4',
      'n00000001_5\thttp://a.example/5\tmore',
      'n00000001_6\thttp://a.example/caf\xe9',
      'n00000001_7\thttp://a.example/caf\xc3\xa9',
      'n00000001_8\thttp://a.example/8\r',
      'cat',
    ].join('\n'),
  );
  expect(odd).toEqual({
    'no-tab': { count: 1, line: 2 },
    'no-url': { count: 1, line: 3 },
    'no-wnid': { count: 2, line: 4 },
    'extra-tab': { count: 1, line: 5 },
    'not-utf8': { count: 1, line: 6 },
    'carriage-return': { count: 1, line: 8 },
  });
});

test('the ranges of a class hold its lines, and little else in a grouped list', async () => {
  const { classes } = await index('n00000001_1\thttp://a\nn00000001_2\thttp://b\nn00000002_1\thttp://c\n');
  expect(classes.map(({ ranges }) => ranges)).toEqual([
    [0, 42],
    [42, 63],
  ]);
});
