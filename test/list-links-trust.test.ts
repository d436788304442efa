import type { IncomingHttpHeaders } from 'node:http';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type Answer, type Site, startSite } from './support/sites/page-site.js';
import { startSites } from './support/sites/start-sites.js';
import { workdir } from './support/workdir.js';

let home: Site;
let other: Site;
let seen: Record<string, IncomingHttpHeaders>;
let pages: Record<string, Answer>;

beforeEach(async () => {
  seen = {};
  pages = {};
  const start = (name: string): Promise<Site> =>
    startSite((path, { headers }) => {
      seen[name + path] = headers;
      return pages[name + path] ?? '<a href=end>';
    });
  [home, other] = await Promise.all([start('home'), start('other')]);
});
afterEach(() => Promise.all([home.close(), other.close()]));

const next = (url: string): string => `<a rel=next href="${url}">next</a>`;
const credentials = ['authorization', 'cookie', 'x-key'] as const;
const given = "-u me:secret -b session=1 -H 'X-Key: 2' -H 'Accept-Language: de' -A me";

function sent(page: string) {
  return credentials.filter((name) => seen[page]?.[name] !== undefined);
}

describe('a next page is a hop', () => {
  test('credentials and -H stay on the host that they are for, and do not come back', async () => {
    pages = {
      'home/1': next(home.url('/2')),
      'home/2': next(other.url('/3')),
      'other/3': next(home.url('/4')),
    };
    const { status } = await workdir().sh(`list-links --follow-next ${given} ${home.url('/1')}`);
    expect(status).toBe(0);
    expect(sent('home/1')).toEqual(credentials);
    expect(sent('home/2')).toEqual(credentials);
    expect(sent('other/3')).toEqual([]);
    expect(sent('home/4')).toEqual([]);
    expect(seen['other/3']).toMatchObject({ 'accept-language': 'de', 'user-agent': 'me' });
  });

  test('a login in the URL goes along on its host', async () => {
    pages = { 'home/1': next('/2'), 'home/2': next(other.url('/3')) };
    await workdir().sh(`list-links --follow-next ${home.url('/1').replace('//', '//me:secret@')}`);
    expect([sent('home/1'), sent('home/2'), sent('other/3')]).toEqual([
      ['authorization'],
      ['authorization'],
      [],
    ]);
  });

  test('a saved page leads on as the page itself, a file that comes from nowhere has no host', async () => {
    const w = workdir();
    w.write('page.html', `${next(home.url('/2'))}`);
    await w.sh(`list-links --follow-next ${given} page.html`);
    expect([sent('home/2'), seen['home/2'] !== undefined]).toEqual([[], true]);
    w.write('rows', JSON.stringify({ url: home.url('/1'), path: 'page.html' }));
    await w.sh(`list-links --follow-next ${given} < rows`);
    expect(sent('home/2')).toEqual(credentials);
    w.write('rows', JSON.stringify({ url: other.url('/1'), path: 'page.html', final_url: home.url('/1') }));
    await w.sh(`list-links --follow-next ${given} < rows`);
    expect(sent('home/2')).toEqual([]);
  });

  test('a public page may not lead to a private address', async () => {
    const sites = await startSites([
      { hosts: ['public.example'], answer: () => ({ body: next(home.url('/admin')) }) },
    ]);
    const w = workdir();
    const options = { env: sites.environment };
    const said = await w.sh('list-links --follow-next http://public.example/1', options);
    expect(said.rows()).toMatchObject([
      { url: home.url('/admin') },
      { page: home.url('/admin'), error: { kind: 'policy', code: 'loopback-address' } },
    ]);
    w.write('page.html', next(home.url('/admin')));
    const saved = await w.sh('list-links --follow-next', {
      ...options,
      input: JSON.stringify({ url: 'http://public.example/1', path: 'page.html' }),
    });
    expect(saved.rows()).toMatchObject([{}, { error: { kind: 'policy' } }]);
    expect(sites.requests.map(({ url }) => url.href)).toEqual(['http://public.example/1']);
    sites.close();
  });
});

describe('a page of the web names no files', () => {
  const file = 'file:///etc/hostname';

  test('among its links, whoever reads them', async () => {
    pages = { 'home/1': `<base href="file:///etc/"><a href=${file}><a href=passwd><a href=mailto:x>` };
    const w = workdir();
    const found = await w.sh(`list-links --plain ${home.url('/1')} | tee rows`);
    expect(found.stdout).toBe(`${home.url('/passwd')}\n`);
    // Whoever asks for all of them gets this one too, and the next list-links does not open it.
    const all = await w.sh(`list-links --all-schemes --match 'file:*' ${home.url('/1')} | list-links`);
    expect(all.rows()).toMatchObject([{ line: 1, ok: false, error: { kind: 'input' } }]);
    expect(all.stderr).toMatch('is a link of a page of the web');
  });

  test('nor as its next page once it is saved, or piped in', async () => {
    const w = workdir();
    w.write('secret.html', '<a href=https://h.example/secret>');
    w.write('page.html', next(`file://${w.path}/secret.html`));
    const row = JSON.stringify({ url: 'https://h.example/1', path: 'page.html' });
    for (const command of [
      'list-links --follow-next < page.html',
      `echo '${row}' | list-links --follow-next`,
    ])
      expect((await w.sh(command)).stdout).toBe('');
    expect((await w.sh('list-links --follow-next --plain page.html')).stdout).toMatch('h.example/secret');
  });
});

describe('pipes and devices', () => {
  test('are not opened because a row says so', async () => {
    const w = workdir();
    await w.sh('mkfifo pipe');
    const named = ['{"path":"pipe"}', `{"url":"file://${w.path}/pipe"}`, '{"path":"/dev/zero"}', 'pipe'];
    const said = await w.sh('list-links --pages', { input: named.join('\n') });
    expect(said.rows()).toMatchObject(
      named.map(() => ({ ok: false, error: { kind: 'policy', code: 'no-file' } })),
    );
    w.write('page.html', next(`file://${w.path}/pipe`));
    expect((await w.sh('list-links --follow-next page.html')).rows()).toMatchObject([
      {},
      { error: { code: 'no-file' } },
    ]);
  });

  test('are where the command line names them', async () => {
    const said = await workdir().sh("list-links --plain <(echo '<a href=https://h.example/>')", {
      shell: 'bash',
    });
    expect(said.stdout).toBe('https://h.example/\n');
  });
});

test('a host whose name is not ASCII is one in the twenty thousandth row, too', async () => {
  const w = workdir();
  w.write('page.html', '<a href=x>');
  const rows = Array.from({ length: 20_000 }, (_, n) =>
    JSON.stringify({ url: `http://m\u00fcller.example/${n}/`, path: 'page.html' }),
  );
  const said = await w.sh('list-links --plain', { input: rows.join('\n') });
  const wrong = said.lines().filter((line, n) => line !== `http://xn--mller-kva.example/${n}/x`);
  expect([wrong.slice(0, 3), said.lines().length]).toEqual([[], rows.length]);
});

describe('names without a scheme', () => {
  test('are files where standard input has a list of pages', async () => {
    const w = workdir();
    w.write('pages/1.html', '<a href=https://h.example/1>');
    w.write('pages/2.html', '<a href=https://h.example/2>');
    const said = await w.sh('cd pages && ls | list-links --pages --plain -j 1');
    expect(said.stdout).toBe('https://h.example/1\nhttps://h.example/2\n');
  });

  test.each([
    ['127.0.0.1:8123/', 'http://127.0.0.1:8123/'],
    ['localhost:8123', 'http://localhost:8123'],
    ['h.example/page', 'https://h.example/page'],
  ])('%s is offered as %s', async (text, url) => {
    const w = workdir();
    for (const command of [`list-links ${text}`, `echo ${text} | list-links --pages`]) {
      const { stderr, status } = await w.sh(command);
      expect(stderr).toBe(
        `list-links: "${text}": no such file or directory; if it is on the web, write "${url}"\n`,
      );
      expect(status).toBe(1);
    }
  });
});

test('headers of a page are not those of its links, which may be on any host: they are kept in input', async () => {
  const headers = { Authorization: 'Bearer secret' };
  const w = workdir();
  w.write('saved.html', '<a href=https://elsewhere.example/x>x</a>');
  const input = JSON.stringify({
    url: 'https://h.example/p',
    path: 'saved.html',
    headers,
    referer: 'r',
    id: 1,
  });
  const [link] = (await w.sh('list-links', { input })).rows();
  expect(link).toMatchObject({ url: 'https://elsewhere.example/x', id: 1, input: { headers, referer: 'r' } });
  expect([link?.['headers'], link?.['referer']]).toEqual([undefined, undefined]);
});
