import type { ServerResponse } from 'node:http';

import { stableHash } from '@fetchutils/plumbing';
import { describe, expect, onTestFinished, test } from 'vitest';

import { startNumberedSite, type NumberedSite, type SiteRequest } from './support/numbered-site.js';
import { workdir } from './support/workdir.js';

const last = 20_000;

/** One in five is missing. */
function exists(id: number): boolean {
  return id === last || (id < last && stableHash(String(id)) % 5 > 0);
}

function plain({ id }: SiteRequest, response: ServerResponse): void {
  response.writeHead(exists(id) ? 200 : 404, { 'Content-Length': exists(id) ? 50_000 : 10 }).end();
}

async function site(answer: Parameters<typeof startNumberedSite>[0]): Promise<NumberedSite> {
  const started = await startNumberedSite(answer);
  onTestFinished(() => started.close());
  return started;
}

function search({ url }: NumberedSite, more = '', values = '1..') {
  return workdir().sh(`seq-urls --find-end id ${more} '${url}/{id}/0' id=${values}`);
}

describe('seq-urls --find-end', () => {
  test('writes the row of the last that exists, and what it cost to standard error', async () => {
    const museum = await site(plain);
    const { status, stdout, stderr } = await search(museum);
    expect(stdout).toBe(`{"url":"${museum.url}/20000/0","id":20000}\n`);
    expect(stderr).toBe(
      `seq-urls: id=20000 is the last that exists; 64 after it do not (${museum.requests.length} requests)\n`,
    );
    expect(status).toBe(0);
    expect(museum.requests.length).toBeLessThan(300);
  });

  test('asks with HEAD, a few at a time, nothing twice, under its own name', async () => {
    const museum = await site((request, response) => {
      setTimeout(() => plain(request, response), 2);
    });
    await search(museum);
    expect(new Set(museum.requests.map(({ method }) => method))).toEqual(new Set(['HEAD']));
    expect(new Set(museum.requests.map(({ path }) => path)).size).toBe(museum.requests.length);
    expect(museum.mostAtOnce()).toBeLessThanOrEqual(4);
    expect(museum.requests[0]?.headers['user-agent']).toMatch(/^seq-urls\/\d/);
  });

  test('says nothing more with many requests at a time', async () => {
    const museum = await site((request, response) => {
      setTimeout(() => plain(request, response), 20);
    });
    const { stderr } = await search(museum, '-j 16');
    expect(museum.mostAtOnce()).toBeGreaterThan(10);
    expect(stderr.split('\n')).toHaveLength(2);
  });

  test('--upto-end writes all rows up to it', async () => {
    const museum = await site(plain);
    expect((await search(museum, '--upto-end --count')).stdout).toBe('20000\n');
    const { stdout } = await search(museum, '--upto-end --plain --skip 19998');
    expect(stdout).toBe(`${museum.url}/19999/0\n${museum.url}/20000/0\n`);
  });

  test('keeps other variables at their first value while it asks', async () => {
    const museum = await site(plain);
    const command = `seq-urls --find-end id --upto-end --count '${museum.url}/{id}/{v}' id=1.. v=a,b`;
    expect((await workdir().sh(command)).stdout).toBe('40000\n');
    expect(museum.requests.every(({ path }) => path.endsWith('/a'))).toBe(true);
  });

  test('counts in the steps of its range, and pads as it does', async () => {
    const museum = await site(plain);
    const { stdout } = await search(museum, '--plain', '00010..90000..10');
    expect(stdout).toBe(`${museum.url}/20000/0\n`);
  });

  test('never passes the end of its range', async () => {
    const museum = await site(plain);
    const { stdout, stderr } = await search(museum, '--plain', '1..20000');
    expect(stdout).toBe(`${museum.url}/20000/0\n`);
    expect(stderr).toContain('none after it in its range');
    expect(Math.max(...museum.requests.map(({ id }) => id))).toBe(20_000);
  });

  test('asks for one byte where HEAD is refused', async () => {
    const museum = await site(({ method, id, headers }, response) => {
      if (method === 'HEAD') response.writeHead(405).end();
      else if (!exists(id)) response.writeHead(404).end();
      else if (headers.range !== 'bytes=0-0') response.writeHead(500).end();
      else response.writeHead(206, { 'Content-Range': 'bytes 0-0/50000', 'Content-Length': 1 }).end('x');
    });
    expect((await search(museum, '--plain')).stdout).toBe(`${museum.url}/20000/0\n`);
    // It has learnt after the first.
    expect(museum.requests.filter(({ method }) => method === 'HEAD').length).toBeLessThanOrEqual(4);
    expect((await search(museum, '--plain --exists min-size=50001')).status).toBe(1);
    expect((await search(museum, '--plain --exists min-size=50000')).status).toBe(0);
  });

  test('a redirect to the start page is no page, unless --exists says so', async () => {
    const museum = await site(({ id, path }, response) => {
      if (path === '/' || exists(id)) response.writeHead(200).end();
      else response.writeHead(302, { Location: '/' }).end();
    });
    expect((await search(museum, '--plain')).stdout).toBe(`${museum.url}/20000/0\n`);
    const { status, stdout, stderr } = await search(museum, '--exists redirect=any');
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^seq-urls: every id up to \d+ seems to exist; say with --exists how to tell\n$/);
  });

  test('a redirect elsewhere is a page, unless --exists says so', async () => {
    const museum = await site(({ id, path }, response) => {
      if (!exists(id)) response.writeHead(404).end();
      else if (path.endsWith('/moved')) response.writeHead(200).end();
      else response.writeHead(301, { Location: `/${id}/moved` }).end();
    });
    expect((await search(museum, '--plain')).stdout).toBe(`${museum.url}/20000/0\n`);
    expect((await search(museum, '--plain --exists redirect=none')).status).toBe(1);
  });

  test('--exists min-size tells pages from apologies with status 200', async () => {
    const museum = await site(({ id }, response) => {
      response.writeHead(200, { 'Content-Length': exists(id) ? 50_000 : 512 }).end();
    });
    const { stdout } = await search(museum, '--plain --exists status=200,min-size=1k');
    expect(stdout).toBe(`${museum.url}/20000/0\n`);
  });

  test('waits as long as a busy server asks for', async () => {
    let refusedAtMs = 0;
    let answeredAtMs = 0;
    const museum = await site((request, response) => {
      if (museum.requests.length === 6) {
        refusedAtMs = performance.now();
        response.writeHead(429, { 'Retry-After': '1' }).end();
        return;
      }
      if (refusedAtMs > 0 && museum.requests.length > 9) answeredAtMs ||= performance.now();
      plain(request, response);
    });
    expect((await search(museum, '--plain')).stdout).toBe(`${museum.url}/20000/0\n`);
    expect(answeredAtMs - refusedAtMs).toBeGreaterThan(900);
  });

  test('is no wiser when the server stays busy: status 3 and no row', async () => {
    const museum = await site((_, response) => void response.writeHead(503).end());
    const { status, stdout, stderr } = await search(museum, '--retry 0');
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^seq-urls: http:.*\/1\/0: status 503/);
  });

  test('says where nobody answers', async () => {
    const museum = await site(plain);
    await museum.close();
    const { status, stdout, stderr } = await search(museum, '--retry 0');
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^seq-urls: http:.*connect/);
  });

  test('says where nothing exists', async () => {
    const { status, stdout, stderr } = await search(await site(plain), '', '30000..');
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('nothing found from id=30000 on');
  });

  test('stops at --max-requests with what it knows', async () => {
    const { status, stdout, stderr } = await search(await site(plain), '--max-requests 20');
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^seq-urls: stopped after 20 requests, the highest id found is \d+: /);
  });

  test('--at-least begins where the end is known to lie beyond', async () => {
    const museum = await site(({ id }, response) => {
      response.writeHead(exists(id) && (id < 100 || id > 15_000) ? 200 : 404).end();
    });
    expect((await search(museum, '--plain --at-least 16000')).stdout).toBe(`${museum.url}/20000/0\n`);
    expect(Math.min(...museum.requests.map(({ id }) => id))).toBeGreaterThanOrEqual(16_000);
  });
});

describe('wrong usage of --find-end', () => {
  test.each([
    ["--find-end id 'https://h.example/{id}'", /"\{id\}" has no values; add id=1\.\.\n/],
    ["--find-end n 'https://h.example/{id}' id=1..", /--find-end "n": .* has no \{n\}/],
    [
      "--find-end id 'https://h.example/{id}' id=a,b",
      /needs a range of whole numbers that counts up, as id=1\.\./,
    ],
    ["--find-end id 'https://h.example/{id}' id=9..1", /needs a range of whole numbers that counts up/],
    ["--find-end id --take 5 'https://h.example/{id}' id=1..", /--take needs --upto-end/],
    ["--find-end id --zip 'https://h.example/{id}' id=1..", /--zip: --find-end looks at one variable/],
    ["--upto-end 'https://h.example/{id}' id=1..", /--upto-end needs --find-end NAME/],
    ["--at-least 5 'https://h.example/{id}' id=1..", /--at-least needs --find-end NAME/],
    [
      "--find-end id --exists yes 'https://h.example/{id}' id=1..",
      /--exists "yes": expected conditions such as/,
    ],
    ["--find-end id --probes 0 'https://h.example/{id}' id=1..", /--probes "0": expected a whole number/],
  ])('seq-urls %s', async (given, message) => {
    const { status, stdout, stderr } = await workdir().sh(`seq-urls ${given}`);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});
