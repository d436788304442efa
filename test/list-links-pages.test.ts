import { gzipSync } from 'node:zlib';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { pagedGallery } from './support/sites/paged-gallery.js';
import { sharedFiles } from './support/sites/shared-files.js';
import { type Answer, type Site, startSite } from './support/sites/page-site.js';
import { workdir } from './support/workdir.js';

let site: Site;
const html = (body: string | Buffer, headers: Record<string, string> = {}): Answer => ({
  type: 'text/html',
  body,
  headers,
});
const single: Record<string, Answer> = {
  '/latin1': {
    type: 'text/html; charset=koi8-r',
    body: Buffer.from('<meta charset=utf-8><a href="?\xf1">', 'latin1'),
  },
  '/header-links': html('<base href=/other/>', {
    Link: '<style.css>; rel=stylesheet, <feed>; rel=alternate; type=application/atom+xml',
  }),
  '/sitemap.xml.gz': {
    type: 'application/octet-stream',
    body: gzipSync('<urlset><url><loc>http://h.example/1</loc></url></urlset>'),
  },
  '/picture': { type: 'image/png', body: '\x89PNG' },
  '/to-file': html('<a rel=next href="file:///etc/passwd">next</a><a href=x>x</a>'),
  '/robots.txt': { type: 'text/plain', body: 'User-agent: *\nDisallow: /a\nSITEMAP: /sitemap.xml.gz\n' },
};

beforeEach(async () => {
  site = await startSite((path, request) => {
    if (path === '/breaks-off') return html('<a href=a>', { 'Content-Length': '1000' });
    if (path === '/whoami')
      return html(
        `<a href="/${encodeURIComponent(`${request.headers.cookie ?? ''} ${String(request.headers['x-a'])}`)}">`,
      );
    return sharedFiles(path) ?? pagedGallery(path) ?? single[path];
  });
});
afterEach(() => site.close());

async function list(options: string, input = '') {
  const said = await workdir().sh(`list-links ${options}`, { input });
  const paths = said
    .rows()
    .map(({ url }) => (typeof url === 'string' ? url.replace(site.url(''), '') : undefined));
  return { ...said, rows: said.rows(), paths };
}

test('the share page', async () => {
  const { paths, rows, stderr } = await list(`--class file-link --strip-query dl ${site.url('/sh/abc')}`);
  expect(paths).toEqual(['/sh/abc/Anno.zip', '/sh/abc/Eval.zip', '/sh/abc/Img%201.zip']);
  expect(rows[0]).toMatchObject({ page: site.url('/sh/abc'), text: 'Anno.zip' });
  expect(stderr).toBe('');
});

describe('further pages', () => {
  const all = ['1-1', '1-2', '2-1', '2-2', '3-1', '3-2'].map((name) => `/pictures/${name}.jpg`);

  test.each([['--next a.more'], ["--next 'nav > .more'"], ['--follow-next']])(
    '%s, each page once',
    async (options) => {
      const { paths, rows, stderr, status } = await list(
        `--select a.picture ${options} ${site.url('/gallery')}`,
      );
      expect(paths).toEqual(all);
      expect(rows.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(rows.map(({ page }) => page)).toContain(site.url('/gallery?page=3'));
      expect([stderr, status]).toEqual(['', 0]);
      expect(site.asked).toEqual(['/gallery', '/gallery?page=2', '/gallery?page=3']);
    },
  );

  test('no more of them than --max-pages', async () => {
    const { paths, stderr } = await list(
      `--select a.picture --follow-next --max-pages 2 ${site.url('/gallery')}`,
    );
    expect(paths).toEqual(all.slice(0, 4));
    expect(stderr).toMatch(/stopped after 2 pages; --max-pages allows more/);
  });

  test('the fields of the first page go on to all', async () => {
    const { rows } = await list(
      '--select a.picture --follow-next',
      JSON.stringify({ url: site.url('/gallery'), q: 'cat' }),
    );
    expect(rows.map(({ q }) => q)).toEqual(Array(6).fill('cat'));
  });

  test('--limit counts on each page', async () => {
    expect((await list(`--select a.picture --follow-next --limit 1 ${site.url('/gallery')}`)).paths).toEqual([
      all[0],
      all[2],
      all[4],
    ]);
  });

  test('a page of the web does not make us read files', async () => {
    const { paths, rows } = await list(`--follow-next --exclude 'file:*' ${site.url('/to-file')}`);
    expect([paths, rows.length]).toEqual([['/x'], 1]);
  });

  test('of files too', async () => {
    const w = workdir();
    w.write('1.html', '<a href=a></a><a rel=next href=2.html></a>');
    w.write('2.html', '<a href=b></a>');
    const said = await w.sh("list-links --follow-next --match '*/[ab]' --match '/[/][ab]$/' 1.html");
    expect(said.rows().map(({ page, n }) => [page, n])).toEqual([
      ['1.html', 1],
      [`file://${w.path}/2.html`, 2],
    ]);
  });
});

describe('pages of the web', () => {
  test('one that fails is a row, the rest goes on, status 1', async () => {
    const { rows, status } = await list(
      `-j 1 ${site.url('/nowhere')} ${site.url('/picture')} ${site.url('/sh/abc')}`,
    );
    expect(rows).toMatchObject([
      { page: site.url('/nowhere'), ok: false, error: { kind: 'http', code: '404', retryable: false } },
      { page: site.url('/picture'), ok: false, error: { kind: 'type', message: 'no page: image/png' } },
      ...Array<object>(5).fill({ tag: 'a' }),
    ]);
    expect(status).toBe(1);
  });

  test('of one that breaks off, what came is printed', async () => {
    const { rows, status } = await list(`--retry 0 --idle-timeout 1s ${site.url('/breaks-off')}`);
    expect(rows).toMatchObject([
      { url: site.url('/a') },
      { page: site.url('/breaks-off'), ok: false, error: { retryable: true } },
    ]);
    expect(status).toBe(1);
  });

  test('many on standard input, several at a time', async () => {
    const input = [...Array(30).keys()]
      .map((n) => JSON.stringify({ url: site.url(`/gallery?page=${(n % 3) + 1}`), id: n }))
      .join('\n');
    const { rows } = await list('--select a.picture -j 7', input);
    expect(rows).toHaveLength(60);
    for (const { url, id } of rows) expect(url).toMatch(`/pictures/${(Number(id) % 3) + 1}-`);
  });

  test('the charset of the header, also for queries', async () => {
    expect((await list(site.url('/latin1'))).paths).toEqual(['/latin1?%F1']);
  });

  test('links of the header start from the page, whatever its base', async () => {
    expect((await list(`--assets --feeds ${site.url('/header-links')}`)).rows).toMatchObject([
      { url: site.url('/style.css'), tag: 'http', attr: 'link', rel: 'stylesheet' },
      { url: site.url('/feed'), tag: 'http', attr: 'link', rel: 'alternate' },
    ]);
  });

  test('from robots.txt to the pages of its sitemap', async () => {
    const said = await workdir().sh(
      `list-links ${site.url('/robots.txt')} | list-links | list-links --plain --pages --rejected | cat`,
    );
    expect(said.stderr).toMatch(/h\.example/);
    const sitemap = await workdir().sh(`list-links ${site.url('/robots.txt')} | list-links --plain`);
    expect(sitemap.stdout).toBe('http://h.example/1\n');
  });

  test('headers and cookies as with pfetch', async () => {
    expect((await list(`-b a=1 -H 'X-A: 2' ${site.url('/whoami')}`)).paths).toEqual(['/a%3D1%202']);
  });

  test('--deny-private', async () => {
    expect((await list(`--deny-private ${site.url('/sh/abc')}`)).rows).toMatchObject([
      { error: { kind: 'policy' } },
    ]);
    expect(site.asked).toEqual([]);
  });
});
