import http, { type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { startSites } from './support/sites/start-sites.js';
import { workdir } from './support/workdir.js';

type Asked = { path: string; atMs: number; headers: IncomingHttpHeaders };
type Server = { url: (path: string) => string; asked: Asked[]; paths: () => string[]; open: () => number };
type Route = string | ((response: ServerResponse, nth: number) => void);

let routes: Record<string, Route>;
let ends: (() => void)[];

beforeEach(() => {
  routes = {};
  ends = [];
});
afterEach(() => {
  for (const end of ends) end();
});

/** A server whose routes may do anything with their response; what none of them knows is a 404. */
async function start(): Promise<Server> {
  const asked: Asked[] = [];
  let open = 0;
  const server = http.createServer(({ url: path = '/', headers }, response) => {
    asked.push({ path, atMs: performance.now(), headers });
    open += 1;
    response.on('close', () => (open -= 1));
    const route = routes[path];
    response.setHeader('Content-Type', 'text/html');
    if (route === undefined) response.writeHead(404).end();
    else if (typeof route === 'string') response.end(route);
    else route(response, asked.filter((each) => each.path === path).length);
  });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    ...{ asked, url: (path) => `http://127.0.0.1:${port}${path}`, open: () => open },
    paths: () => asked.map(({ path }) => path).filter((path) => path !== '/robots.txt'),
  };
}

const link = (...hrefs: string[]): string => hrefs.map((href) => `<a href="${href}">x</a>`).join('');

/** Writes the same again and again until nobody listens. */
function pour(response: ServerResponse, start: string, more: string): void {
  response.write(start);
  const go = (): void => {
    while (!response.destroyed && response.write(more));
    if (!response.destroyed) response.once('drain', go);
  };
  go();
}

describe('robots.txt', () => {
  test('that cannot be had allows nothing, one that is not there everything', async () => {
    routes = {
      '/': link('/1'),
      '/1': 'end',
      '/robots.txt': (response) => response.writeHead(500).end(),
    };
    const home = await start();
    const said = await workdir().sh(`list-links --depth 1 --retry 0 ${home.url('/')}`);
    expect(home.paths()).toEqual([]);
    expect(said.rows()).toMatchObject([{ ok: false, depth: 0, error: { kind: 'policy', code: 'robots' } }]);
    expect(said.stderr).toContain('status 500');
    routes['/robots.txt'] = (response) => response.writeHead(403).end();
    await workdir().sh(`list-links --depth 1 ${home.url('/')}`);
    expect(home.paths()).toEqual(['/', '/1']);
  });

  test('without end is read for 500 kB, and redirected for five times', async () => {
    routes = {
      '/': link('/yes', '/no'),
      '/yes': 'end',
      '/robots.txt': (response) =>
        pour(response, 'User-agent: *\nDisallow: /no\n', `# ${'x'.repeat(60_000)}\n`),
    };
    const home = await start();
    await workdir().sh(`list-links --depth 1 ${home.url('/')}`);
    expect(home.paths()).toEqual(['/', '/yes']);
    home.asked.length = 0;
    routes['/robots.txt'] = (response) => response.writeHead(302, { Location: '/robots.txt' }).end();
    await workdir().sh(`list-links --depth 1 ${home.url('/')}`);
    expect(home.asked.filter(({ path }) => path === '/robots.txt').length).toBeLessThanOrEqual(6);
    expect(home.paths().slice(0, 2)).toEqual(['/', '/yes']);
  });

  test('is for the product that --user-agent names; --ignore-robots does not ask, and follows nofollow', async () => {
    routes = {
      '/': `<a rel=nofollow href=/1>x</a>${link('/2')}`,
      '/1': 'end',
      '/2': 'end',
      '/robots.txt': 'User-agent: robbie\nDisallow: /2\nUser-agent: *\nDisallow: /',
    };
    const home = await start();
    await workdir().sh(`list-links --depth 1 -A 'Robbie/1.0 (+https://h.example)' ${home.url('/')}`);
    expect(home.paths()).toEqual(['/']);
    home.asked.length = 0;
    await workdir().sh(`list-links --depth 1 --ignore-robots ${home.url('/')}`);
    expect(home.asked.map(({ path }) => path)).toEqual(['/', '/1', '/2']);
  });

  test('Crawl-delay is the least time between two requests', async () => {
    routes = {
      '/': link('/1', '/2'),
      '/1': 'end',
      '/2': 'end',
      '/robots.txt': 'User-agent: *\nCrawl-delay: 0.4',
    };
    const home = await start();
    await workdir().sh(`list-links --depth 1 ${home.url('/')}`);
    const [first, second, third] = home.asked
      .filter(({ path }) => path !== '/robots.txt')
      .map(({ atMs }) => atMs);
    expect(second).toBeGreaterThan((first ?? 0) + 350);
    expect(third).toBeGreaterThan((second ?? 0) + 350);
  });

  test('X-Robots-Tag: nofollow holds for a page', async () => {
    routes = {
      '/': (response) => response.setHeader('X-Robots-Tag', 'noarchive, nofollow').end(link('/1')),
    };
    const home = await start();
    const { stdout } = await workdir().sh(`list-links --depth 1 --plain ${home.url('/')}`);
    expect([stdout, home.paths()]).toEqual([`${home.url('/1')}\n`, ['/']]);
  });
});

describe('an attacker', () => {
  test('credentials and -H go to the host of the beginning alone, and do not come back', async () => {
    const other = await start();
    const home = await start();
    routes = { '/': link('/1', other.url('/2')), '/1': 'end', '/2': link(home.url('/3')), '/3': 'end' };
    await workdir().sh(`list-links --depth 3 --match '*' -u me:secret -b s=1 -H 'X-Key: 2' ${home.url('/')}`);
    const sent = ({ headers }: Asked): string[] =>
      ['authorization', 'cookie', 'x-key'].filter((name) => headers[name] !== undefined);
    const all = ['authorization', 'cookie', 'x-key'];
    const of = (server: Server, path: string) => server.asked.filter((each) => each.path === path).map(sent);
    expect([of(home, '/'), of(home, '/1'), of(home, '/3')]).toEqual([[all], [all], [[]]]);
    expect(other.asked.flatMap(sent)).toEqual([]);
    home.asked.length = 0;
    const said = await workdir().sh(`list-links --depth 1 ${home.url('/').replace('//', '//me:secret@')}`);
    expect(of(home, '/1')).toEqual([['authorization']]);
    expect(said.stdout + said.stderr).not.toContain('secret');
  });

  test('a public page leads to no private address', async () => {
    const home = await start();
    routes = { '/admin': 'secret' };
    const sites = await startSites([
      {
        hosts: ['public.example'],
        answer: ({ url }) =>
          url.pathname === '/' ? { body: link(home.url('/admin'), '/moved') } : { status: 404, body: '' },
      },
    ]);
    ends.push(() => sites.close());
    const said = await workdir().sh(`list-links --depth 2 --match '*' http://public.example/`, {
      env: sites.environment,
    });
    expect(said.stderr).toMatch('is a loopback address, and a public one led there');
    expect(sites.requests.filter(({ url }) => url.hostname !== 'public.example')).toEqual([]);
    expect(home.asked).toEqual([]);
  });

  test('a page that drips, and a file without end, hold nobody up', async () => {
    const home = await start();
    routes = {
      '/': link('/drips', '/pours', '/1'),
      '/1': link('/2'),
      '/2': 'end',
      '/drips': (response) => {
        const timer = setInterval(() => response.write('<p>'), 50);
        response.on('close', () => clearInterval(timer));
      },
      '/pours': (response) => pour(response.setHeader('Content-Type', 'video/mp4'), '', 'x'.repeat(65_536)),
    };
    const said = await workdir().sh(`list-links --depth 2 --timeout 1s --retry 0 ${home.url('/')}`);
    expect(said.rows().filter(({ ok }) => ok === false)).toMatchObject([
      { page: home.url('/drips'), depth: 1, error: { kind: 'timeout' } },
    ]);
    expect(home.paths().sort()).toEqual(['/', '/1', '/2', '/drips', '/pours']);
    expect(home.open()).toBe(0);
  });

  test('a page of a million links is one page', async () => {
    const home = await start();
    routes = {
      '/': (response) => {
        for (let n = 0; n < 1_000_000; n += 1000)
          response.write(Array.from({ length: 1000 }, (_, k) => `<a href=/${n + k}>`).join(''));
        response.end();
      },
    };
    const said = await workdir().sh(
      `/usr/bin/time -f '%M kB' list-links --depth 2 --ext none --max-pages 20 ${home.url('/')}`,
    );
    expect(home.paths()).toHaveLength(20);
    expect(said.stderr).toContain('--max-pages');
    const [, peakKb] = /(\d+) kB/.exec(said.stderr) ?? [];
    expect(Number(peakKb)).toBeLessThan(200_000);
  });

  test('a host that asks to be left alone is, and its page is read in the end', async () => {
    const home = await start();
    routes = {
      '/': link('/1'),
      '/1': (response, nth) =>
        nth === 1 ? response.writeHead(503, { 'Retry-After': '1' }).end() : response.end(link('/2')),
      '/2': 'end',
    };
    const said = await workdir().sh(`list-links --depth 2 ${home.url('/')}`);
    expect(said.status).toBe(0);
    expect(home.paths()).toEqual(['/', '/1', '/1', '/2']);
    const [, first, second] = home.asked.filter(({ path }) => path !== '/robots.txt').map(({ atMs }) => atMs);
    expect(second).toBeGreaterThan((first ?? 0) + 950);
  });
});

test.each([
  ['--journal j', '--journal is about crawling; it needs --depth'],
  ['--depth 1 --render', 'it excludes --render'],
  ['--depth 1 --follow-next', 'it excludes --follow-next'],
])('%s is refused', async (words, message) => {
  const { status, stderr } = await workdir().sh(`list-links ${words} http://127.0.0.1:1/`);
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});
