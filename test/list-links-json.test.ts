import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type Answer, type Site, startSite } from './support/sites/page-site.js';
import { workdir } from './support/workdir.js';

const json = (value: unknown, type = 'application/json'): Answer => ({ type, body: JSON.stringify(value) });
const object = (n: number) => ({
  objectID: n,
  title: `A vase. See a/b`,
  primaryImage: `/full/${n}.jpg`,
  additionalImages: [`/full/${n}-b.jpg`, `/full/${n}-c`],
  wikidata_URL: 'https://w.example/Q1',
  tags: [{ term: 'Flowers', AAT_URL: 'x' }],
});
const pages: Record<string, Answer> = {
  '/objects': json({
    data: [object(1), object(2)],
    paging: { next: '/objects?page=2' },
    links: { cursor: 'k' },
  }),
  '/objects?page=2': json({ data: [object(3)], paging: { next: null } }),
  '/feed': json({ items: [{ url: '/1' }], next_url: '/feed?2' }, 'application/feed+json; charset=utf-8'),
  '/feed?2': json({ items: [{ url: '/2' }] }),
  '/app': `<a href=plain><script id="__NEXT_DATA__" type="application/json">{"props":{"src":"/app.jpg"}}</script>`,
  '/script.js': {
    type: 'text/javascript',
    body: 'load("https:\\/\\/cdn.example\\/a.jpg?x=1\\u0026y=2"); load("b.jpg")',
  },
};
let site: Site;
beforeEach(async () => {
  site = await startSite((path) => pages[path]);
});
afterEach(() => site.close());

async function list(options: string, input = '') {
  const said = await workdir().sh(`list-links ${options}`, { input });
  const paths = said.rows().map(({ url }) => String(url).replace(site.url(''), ''));
  return { ...said, rows: said.rows(), paths };
}

describe('a page of JSON', () => {
  test('lists the URLs in it, each with its path', async () => {
    const { rows, paths, status, stderr } = await list(site.url('/objects'));
    expect(paths.slice(0, 4)).toEqual(['/full/1.jpg', '/full/1-b.jpg', '/full/1-c', 'https://w.example/Q1']);
    expect(paths).toHaveLength(9);
    expect(rows[1]).toMatchObject({ tag: 'json', attr: '$.data[0].additionalImages[0]', n: 2 });
    expect(rows.at(-1)).toMatchObject({ url: site.url('/objects?page=2'), attr: '$.paging.next' });
    expect([status, stderr]).toEqual([0, '']);
  });

  test.each([
    ['--images', ['/full/1.jpg', '/full/1-b.jpg', '/full/1-c', '/full/2.jpg', '/full/2-b.jpg', '/full/2-c']],
    ["--select '$.data[*].primaryImage'", ['/full/1.jpg', '/full/2.jpg']],
    ["--select '$..primaryImage'", ['/full/1.jpg', '/full/2.jpg']],
    ["--select '$.data[0].additionalImages'", ['/full/1-b.jpg', '/full/1-c']],
    ["--select '$.data[1]' --match '*-*'", ['/full/2-b.jpg', '/full/2-c']],
    ['--select /data/1/primaryImage', ['/full/2.jpg']],
    ['--select "\\$[\'links\'].cursor"', ['/k']],
    ['--attr aat_url', ['/x', '/x']],
    ["--select '$..none'", []],
  ])('%s', async (options, expected) => {
    expect((await list(`${options} ${site.url('/objects')}`)).paths).toEqual(expected);
  });

  test('leads on, by a path or by the usual names', async () => {
    for (const next of ["--next '$.paging.next'", '--next /paging/next', '--follow-next'])
      expect((await list(`--select '$..primaryImage' ${next} ${site.url('/objects')}`)).paths).toEqual([
        '/full/1.jpg',
        '/full/2.jpg',
        '/full/3.jpg',
      ]);
    expect((await list(`--follow-next --match '/[/][0-9]$/' ${site.url('/feed')}`)).paths).toEqual([
      '/1',
      '/2',
    ]);
  });

  test('from standard input and files, whole or broken', async () => {
    expect(
      (await workdir().sh('list-links --plain --base https://h.example/', { input: '[{"image":"/x.jpg"}]' }))
        .stdout,
    ).toBe('https://h.example/x.jpg\n');
    expect((await list('--html', '{"a":{"b":"https://h.example/\\u0061\\/b"}}')).rows).toMatchObject([
      { url: 'https://h.example/a/b', attr: '$.a.b' },
    ]);
    expect((await list('--html', '{"a":["https://h.example/1","https://h.example/2')).rows).toHaveLength(1);
  });

  test('of any depth and length takes linear time', async () => {
    const w = workdir();
    const deep = `${'{"a":['.repeat(1e6)}"https://h.example/deep"${']}'.repeat(1e6)}`;
    const long = `{"${'k'.repeat(30_000)}":[${'"https://h.example/","x",'.repeat(20_000)}""]}`;
    w.write('deep.json', `${deep},{"url":"https://h.example/last"}`);
    w.write('long.json', long);
    expect((await w.sh('list-links --plain deep.json')).stdout).toBe('https://h.example/last\n');
    const said = await w.sh('list-links long.json | wc -lc');
    expect(Number(said.stdout.trim().split(/\s+/)[0])).toBe(20_000);
    expect(Number(said.stdout.trim().split(/\s+/)[1])).toBeLessThan(20_000 * 1_000);
  });
});

test('JSON within scripts comes with --all', async () => {
  expect((await list(`--all ${site.url('/app')}`)).rows).toMatchObject([
    { url: site.url('/plain') },
    { url: site.url('/app.jpg'), tag: 'script', attr: '$.props.src' },
  ]);
  expect((await list(site.url('/app'))).paths).toEqual(['/plain']);
});

describe('--regex', () => {
  test('lists what matches in any text', async () => {
    const urls = await list(`--regex 'https?:[^"]+' ${site.url('/script.js')}`);
    expect(urls.rows).toMatchObject([
      { url: 'https://cdn.example/a.jpg?x=1&y=2', tag: 'text', attr: 'regex' },
    ]);
    expect((await list(`--regex 'load\\("([^":]+)"' ${site.url('/script.js')}`)).paths).toEqual(['/b.jpg']);
    expect((await list("--regex 'https:[^<]+'", '<p>https://h.example/?a&amp;b</p>')).rows).toMatchObject([
      { url: 'https://h.example/?a&b' },
    ]);
  });

  test.each(['--select a', '--images', '--render', '--attr src'])('excludes %s', async (option) => {
    const { status, stderr } = await list(`--regex x ${option} page.html`);
    expect([status, stderr]).toEqual([2, expect.stringContaining(option.split(' ')[0] ?? '')]);
  });
});

test.each([
  ["--select '$.a[' x", 'expected a JSONPath'],
  ["--select '$.a' --render x", 'a path into JSON'],
  ["--render --wait '$.a' x", 'a CSS selector'],
])('%s is wrong usage', async (options, message) => {
  const { status, stderr } = await list(options);
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});

describe('what pages are written in', () => {
  test.each([
    [
      'xhtml',
      'page.xhtml',
      '<html><head><title/><script src="a.js"/></head><body><a href="x"/></body></html>',
      'x',
    ],
    [
      'xhtml with CDATA',
      'page.xhtml',
      '<html><p><![CDATA[<a href="no">]]></p><template/><a href="x"/></html>',
      'x',
    ],
    [
      'a charset behind a long script',
      'page.html',
      `<script>${'a<b>c;'.repeat(400)}</script><meta charset=koi8-r><a href="?\xf1">`,
      '?%F1',
    ],
    ['a list of URLs', 'urls', 'https://h.example/1\nhttps://h.example/2\n', 'https://h.example/1'],
  ])('%s', async (_, name, content, first) => {
    const w = workdir();
    w.write(name, Buffer.from(content, 'latin1'));
    const row = JSON.stringify({ url: `https://h.example/${name}`, path: name });
    const said = await w.sh('list-links --plain | head -n 1', { input: row });
    expect(said.stdout).toBe(`${new URL(first, `https://h.example/${name}`).href}\n`);
  });

  test('list.txt.gz', async () => {
    const w = workdir();
    await w.sh('seq -f https://h.example/%.0f 3 | gzip > list.txt.gz');
    expect((await w.sh('list-links --plain list.txt.gz')).lines()).toHaveLength(3);
  });
});
