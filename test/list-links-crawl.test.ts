import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type Answer, type Site, startSite } from './support/sites/page-site.js';
import { trapSite } from './support/sites/trap-site.js';
import { workdir } from './support/workdir.js';

let sites: Site[];
let pages: Record<string, Answer>;

beforeEach(() => {
  sites = [];
  pages = {};
});
afterEach(() => Promise.all(sites.map((site) => site.close())));

async function start(answer: Parameters<typeof startSite>[0] = (path) => pages[path]): Promise<Site> {
  const site = await startSite(answer);
  sites.push(site);
  return site;
}

type LinkRow = {
  url?: string;
  page: string;
  depth: number;
  ok?: boolean;
  error?: { kind: string; code: string };
};

const rowsOf = (stdout: string): LinkRow[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LinkRow);
const link = (...hrefs: string[]): string => hrefs.map((href) => `<a href="${href}">x</a>`).join('');
/** What a site was asked for, robots.txt apart. */
const askedOf = ({ asked }: Site): string[] => asked.filter((path) => path !== '/robots.txt');

describe('a site of traps', () => {
  test('every page once, none outside, none forbidden, no file', async () => {
    const outside = await start();
    const site = trapSite(300, outside.url('').replace(/\/$/, ''));
    const home = await start(site.answer);
    const { stdout, stderr, status } = await workdir().sh(
      `list-links --depth 8 --strip-query sid ${home.url()}`,
    );
    const read = [
      ...new Set(
        rowsOf(stdout)
          .filter(({ ok }) => ok !== false)
          .map(({ page }) => page),
      ),
    ];
    const path = (url: string): string => url.replace(home.url(''), '/').replace('//', '/');
    // A page without links has no row.
    const silent = ['/private/open.html'];
    expect(read.map(path).sort()).toEqual(site.pages.filter((page) => !silent.includes(page)).sort());
    const asked = askedOf(home);
    expect(asked.filter((one, at) => asked.indexOf(one) !== at)).toEqual([]);
    expect(site.pages.filter((page) => !asked.includes(page))).toEqual([]);
    expect(outside.asked).toEqual([]);
    expect(home.asked.filter((one) => one === '/robots.txt')).toHaveLength(1);
    const strays = asked.filter(
      (one) => !site.pages.includes(one) && !/^\/(?:moved|away|around|download)\//.test(one),
    );
    expect(strays.filter((one) => !one.includes('?view='))).toEqual([]);
    expect(asked.filter((one) => one.startsWith('/around/'))).toHaveLength(21);
    // The redirects without end.
    expect(rowsOf(stdout).filter(({ ok }) => ok === false)).toMatchObject([
      { page: home.url('/around/1'), depth: 1, error: { kind: 'redirect', code: 'too-many' } },
    ]);
    expect(stderr).toContain('left out what robots.txt forbids');
    expect(status).toBe(1);
  });
});

describe('how far', () => {
  test('--depth counts links; rows tell the page and its depth, and the row of the beginning goes along', async () => {
    pages = { '/': link('/1'), '/1': link('/2'), '/2': link('/3'), '/3': link('/4') };
    const home = await start();
    const { stdout } = await workdir().sh(
      `echo '{"url":"${home.url()}","class":"c"}' | list-links --depth 2`,
    );
    expect(rowsOf(stdout)).toMatchObject(
      [0, 1, 2].map((depth) => ({
        url: home.url(`/${depth + 1}`),
        page: home.url(depth === 0 ? '/' : `/${depth}`),
        ...{ depth, class: 'c' },
      })),
    );
    expect(askedOf(home)).toEqual(['/', '/1', '/2']);
  });

  test('breadth first: a page is as deep as its shortest way, however slow that is', async () => {
    // 2 is two links away, and by the quick way three.
    pages = { '/': link('/slow', '/a'), '/a': link('/b'), '/b': link('/2'), '/2': link('/3'), '/3': 'end' };
    const home = await startSlow('/slow', link('/2'));
    const { stdout } = await workdir().sh(`list-links --depth 3 ${home.url()}`);
    expect(askedOf(home)).toContain('/3');
    expect(rowsOf(stdout).find(({ page }) => page.endsWith('/2'))?.depth).toBe(2);
  });

  test('--max-pages ends it', async () => {
    const home = await start((path) => link(`/${Number(path.slice(1)) + 1}`));
    const { stderr } = await workdir().sh(`list-links --depth 1000 --max-pages 10 ${home.url('/0')}`);
    expect(askedOf(home)).toHaveLength(10);
    expect(stderr).toContain('stopped after 10 pages; --max-pages allows more');
  });

  test('the filters of hosts and URLs are its bounds, the others are for links', async () => {
    const other = await start(() => link('/x.pdf'));
    pages = {
      '/': link('/in/1', '/out/1', other.url('/')),
      '/in/1': link('/in/2'),
      '/in/2': link('/in/a.pdf'),
    };
    const home = await start();
    const pdfs = await workdir().sh(`list-links --depth 5 --ext pdf ${home.url()}`);
    expect(rowsOf(pdfs.stdout).filter(({ url }) => url !== undefined)).toMatchObject([
      { url: home.url('/in/a.pdf') },
    ]);
    expect(other.asked).toEqual([]);
    home.asked.length = 0;
    await workdir().sh(`list-links --depth 5 --match '*/in/*' ${home.url()}`);
    expect(askedOf(home)).toEqual(['/', '/in/1', '/in/2']);
    await workdir().sh(`list-links --depth 1 --match '*' ${home.url()}`);
    expect(askedOf(other)).toEqual(['/']);
  });

  test('pictures may be listed while pages are followed; feeds and sitemaps lead on as well', async () => {
    pages = {
      '/': '<img src=a.jpg><a href=/1>',
      '/1': '<img src=b.jpg>',
      '/map.xml': { type: 'text/xml', body: '<urlset><url><loc>/1</loc></url></urlset>' },
    };
    const home = await start();
    const { stdout } = await workdir().sh(`list-links --images --depth 1 ${home.url()}`);
    expect(rowsOf(stdout).map(({ url }) => url)).toEqual([home.url('/a.jpg'), home.url('/b.jpg')]);
    home.asked.length = 0;
    await workdir().sh(`list-links --depth 1 ${home.url('/map.xml')}`);
    expect(askedOf(home)).toEqual(['/map.xml', '/1']);
  });
});

describe('--journal', () => {
  test('a crawl that was killed goes on, and reads nothing twice but what was under way', async () => {
    const site = trapSite(300, 'http://127.0.0.1:1');
    const home = await start(site.answer);
    const work = workdir();
    const command = `list-links --depth 8 --strip-query sid --journal j ${home.url()}`;
    const running = work.start(`exec ${command} >> rows`);
    while (home.asked.length < 120) await sleep(5);
    running.signal('SIGKILL');
    await work.finish(running);
    const { status } = await work.sh(`${command} >> rows`);
    expect(status).toBe(1);
    const asked = askedOf(home).filter((path) => !/^\/(?:around|moved|away)/.test(path));
    const twice = asked.filter((one, at) => asked.indexOf(one) !== at);
    expect(twice.length).toBeLessThanOrEqual(4);
    expect(site.pages.filter((page) => !asked.includes(page))).toEqual([]);
    const read = new Set(rowsOf(work.read('rows')).map(({ page }) => page));
    expect(site.pages.filter((page) => !read.has(home.url(page)))).toEqual(['/private/open.html']);
    home.asked.length = 0;
    const again = await work.sh(command);
    // What failed is tried again, and nothing else.
    expect(rowsOf(again.stdout).map(({ page }) => page)).toEqual([home.url('/around/1')]);
    expect(askedOf(home).filter((path) => !path.startsWith('/around/'))).toEqual([]);
  });

  test('one run at a time: a second one is told so, and asks for nothing', async () => {
    const home = await start(trapSite(300, 'http://127.0.0.1:1').answer);
    const other = await start((path) => (path === '/' ? link('/1') : undefined));
    const work = workdir();
    const running = work.start(
      `exec list-links --depth 8 --per-host-rate 20/s --journal j ${home.url()} > rows`,
    );
    while (home.asked.length < 5) await sleep(5);
    const second = await work.sh(`list-links --depth 8 --journal j ${other.url()}`);
    running.signal('SIGKILL');
    await work.finish(running);
    expect([second.status, second.stdout, other.asked]).toEqual([2, '', []]);
    expect(second.stderr).toBe(
      'list-links: --journal "j": another run is writing to it; wait for its end, or name another\n',
    );
    // A run that is gone holds nothing.
    const third = await work.sh(`list-links --depth 8 --max-pages 20 --journal j ${home.url()}`);
    expect(third.stderr).not.toContain('another run');
  });

  test('no file of somebody else', async () => {
    const home = await start((path) => (path === '/' ? link('/1') : undefined));
    const work = workdir();
    work.write('notes', 'mine\n');
    const foreign = await work.sh(`list-links --depth 1 --journal notes ${home.url()}`);
    expect([foreign.status, work.read('notes')]).toEqual([2, 'mine\n']);
    expect(foreign.stderr).toContain('holds something else than the pages of a crawl');
  });
});

/** A site of which one path takes its time. */
async function startSlow(slow: string, body: string): Promise<Site> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const answer = path === slow ? body : pages[path];
    if (typeof answer !== 'string') return void response.writeHead(404).end();
    setTimeout(() => response.setHeader('Content-Type', 'text/html').end(answer), path === slow ? 400 : 0);
  });
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
  const site = {
    url: (path = '/') => `http://127.0.0.1:${port}${path}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  sites.push(site);
  return site;
}
