import type { IncomingHttpHeaders } from 'node:http';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { findFreePort } from './support/free-port.js';
import { describeWith } from './support/parts.js';
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

const given = "-u me:secret -b session=1 -H 'X-Key: 2'";
const sent = (page: string): string[] =>
  ['authorization', 'cookie', 'x-key'].filter((name) => seen[page]?.[name] !== undefined);

describeWith(['chromium'], 'the network of a browser', () => {
  test('credentials and -H headers stay with the origin that they are for, on redirects and next pages', async () => {
    const sites = await startSites([
      {
        hosts: ['home.example'],
        answer: ({ url, headers }) => {
          seen[`home.example${url.pathname}`] = headers;
          if (url.pathname === '/1') return { status: 302, headers: { Location: '/2' } };
          if (url.pathname === '/2') return { status: 302, headers: { Location: 'http://other.example/3' } };
          return {
            body: '<a rel=next href=http://other.example/6>',
            headers: { 'Content-Type': 'text/html' },
          };
        },
      },
      {
        hosts: ['other.example'],
        answer: ({ url, headers }) => {
          seen[`other.example${url.pathname}`] = headers;
          return {
            body: '<img src=http://home.example/4.jpg><a href=x>',
            headers: { 'Content-Type': 'text/html' },
          };
        },
      },
    ]);
    const env = sites.environment;
    const said = await workdir().sh(
      `list-links --render --follow-next ${given} -j 1 http://home.example/1 http://home.example/5`,
      { env },
    );
    expect(said.status).toBe(0);
    expect(sent('home.example/1')).toEqual(['authorization', 'cookie', 'x-key']);
    expect(sent('home.example/2')).toEqual(['authorization', 'cookie', 'x-key']);
    expect(sent('other.example/3')).toEqual([]);
    expect(sent('home.example/5')).toEqual(['authorization', 'cookie', 'x-key']);
    expect([seen['other.example/6'] !== undefined, sent('other.example/6')]).toEqual([true, []]);
    // Nobody but the pages has asked for anything.
    expect([...new Set(sites.requests.map(({ url }) => url.host))].sort()).toEqual([
      'home.example',
      'other.example',
    ]);
    sites.close();
  });

  test('--deny-private holds before anything is sent', async () => {
    const said = await workdir().sh(`list-links --render --deny-private ${home.url('/')}`);
    expect(said.rows()).toMatchObject([{ ok: false, error: { kind: 'policy', code: 'loopback-address' } }]);
    expect(home.asked).toEqual([]);
  });

  test('what a public page loads, and where it goes on to, is not private', async () => {
    const sites = await startSites([
      {
        hosts: ['public.example'],
        answer: ({ url }) => ({
          headers: { 'Content-Type': 'text/html' },
          body:
            url.pathname === '/1'
              ? `<script src=${home.url('/script')}></script><img src=${home.url('/img')}><iframe src=${home.url('/frame')}></iframe>
                 <script>fetch('${home.url('/fetch')}', { mode: 'no-cors' }); new WebSocket('${home.url('/ws').replace('http', 'ws')}')</script><a href=x>`
              : `<script>location = '${home.url('/gone')}'</script>`,
        }),
      },
    ]);
    const said = await workdir().sh(
      'list-links --render --links -j 1 http://public.example/1 http://public.example/2',
      {
        env: { ...sites.environment, no_proxy: '127.0.0.1' },
      },
    );
    expect(said.rows()[0]).toMatchObject({ url: 'http://public.example/x' });
    expect(home.asked).toEqual([]);
    sites.close();
  });

  test('names are ours to resolve, a proxy ours to log in to', async () => {
    const { port } = new URL(home.url());
    const w = workdir();
    const url = `http://pinned.example:${port}/`;
    const pinned = await w.sh(
      `list-links --render --plain --resolve pinned.example:${port}:127.0.0.1 ${url}`,
    );
    expect(pinned.stdout).toBe(`${url}end\n`);
    const sites = await startSites([
      {
        hosts: ['a.example'],
        answer: () => ({ body: '<a href=x>', headers: { 'Content-Type': 'text/html' } }),
      },
    ]);
    const proxy = sites.environment['http_proxy']?.replace('//', '//me:secret@');
    const said = await w.sh(`list-links --render --plain -x ${proxy} http://a.example/`);
    expect(said.stdout).toBe('http://a.example/x\n');
    expect(sites.requests[0]?.headers['proxy-authorization']).toBe('Basic bWU6c2VjcmV0');
    sites.close();
  });

  test('errors are told in the words of the run', async () => {
    const port = await findFreePort();
    const said = await workdir().sh(
      `list-links --render --retry 0 -j 1 http://127.0.0.1:${port}/ http://nowhere.invalid/ https://127.0.0.1:${port}/`,
    );
    expect(said.rows()).toMatchObject([
      { error: { kind: 'connect', code: 'ECONNREFUSED' } },
      { error: { kind: 'dns' } },
      { error: { kind: 'connect', code: 'ECONNREFUSED' } },
    ]);
  });

  test('-c, --retry and Link headers hold', async () => {
    let times = 0;
    await home.close();
    home = await startSite((path) => {
      if (path !== '/') return undefined;
      times += 1;
      const headers = {
        'Set-Cookie': 'a=1; HttpOnly',
        Link: '</feed>; rel=alternate; type=application/rss+xml',
      };
      return {
        type: 'text/html',
        body: '<a href=x><script>document.cookie = "b=2"</script>',
        headers,
        status: times === 1 ? 503 : 200,
      };
    });
    const w = workdir();
    const said = await w.sh(`list-links --render --feeds -c jar ${home.url()}`);
    expect(said.rows()).toMatchObject([{ url: home.url('/feed'), tag: 'http' }]);
    expect(times).toBe(2);
    expect(w.read('jar')).toMatch(/^#HttpOnly_127\.0\.0\.1\t.*\ta\t1$/m);
    expect(w.read('jar')).toMatch(/\tb\t2$/m);
  });
});
