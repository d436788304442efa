import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { cleanUpAfterEachTest } from '../../../../../test/support/cleanup.js';
import {
  answer,
  createTestClient,
  redirect,
  type Route,
  serve,
  text,
} from '../../../../../test/support/test-client.js';

cleanUpAfterEachTest();

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('redirects', () => {
  test('are followed, each told, and the last URL is the answer’s', async () => {
    const { url } = await serve({
      '/a': redirect('b#here'),
      '/b': redirect('/c?d=1'),
      '/c?d=1': answer('there'),
    });
    const response = await (await createTestClient()).read({ url: url('/a') });
    expect(text(response)).toBe('there');
    expect(response.redirects).toEqual([url('/b#here'), url('/c?d=1#here')]);
    expect(response.url).toBe(url('/c?d=1#here'));
  });

  test.each([
    ['/loop', 'loop'],
    ['/far', 'too-many'],
    ['/bad', 'bad-location'],
    ['/mail', 'bad-scheme'],
    ['/none', 'missing-location'],
  ])('%s ends as %s', async (path, code) => {
    const far = Object.fromEntries(
      Array.from({ length: 5 }, (_, i) => [`/far${i || ''}`, redirect(`/far${i + 1}`)]),
    );
    const { url } = await serve({
      ...far,
      '/loop': redirect('/back'),
      '/back': redirect('/loop'),
      '/bad': redirect('http://['),
      '/mail': redirect('mailto:me@h.example'),
      '/none': answer('', {}, 302),
    });
    const client = await createTestClient('--max-redirs', '3');
    await expect(client.read({ url: url(path) })).rejects.toMatchObject({
      kind: 'redirect',
      code,
      retryable: false,
    });
  });

  test('to the same place are no loop where a cookie has been set, as login pages do', async () => {
    const gate: Route = (request, response) => {
      if (request.headers.cookie === 'seen=1') response.end('welcome');
      else response.writeHead(302, { location: '/', 'set-cookie': 'seen=1' }).end();
    };
    const { url } = await serve({ '/': gate });
    expect(text(await (await createTestClient('-b', '')).read({ url: url() }))).toBe('welcome');
    await expect((await createTestClient()).read({ url: url() })).rejects.toMatchObject({ code: 'loop' });
  });

  const secrets = ['-H', 'Authorization: Bearer secret', '-H', 'Cookie: c=secret', '-H', 'X-Plain: 1'];
  test('carry credentials within a host and never beyond', async () => {
    const other = await serve({ '/': answer('other') });
    const routes = { '/in': redirect('/out'), '/out': redirect(other.url('/', 'localhost')) };
    const { url, requests } = await serve(routes);
    const client = await createTestClient(...secrets, '--resolve', `localhost:${other.port}:127.0.0.1`);
    expect(text(await client.read({ url: url('/in') }))).toBe('other');
    expect(requests[1]?.headers).toMatchObject({ authorization: 'Bearer secret', cookie: 'c=secret' });
    expect(other.requests[0]?.headers).toMatchObject({ 'x-plain': '1' });
    expect(other.requests[0]?.headers.authorization).toBeUndefined();
    expect(other.requests[0]?.headers.cookie).toBeUndefined();
  });

  test('carry no login of the URL, of -u, of -b or of the caller to another port, nor back again', async () => {
    const home: { url?: string } = {};
    const other = await serve({
      '/': (_request, response) => void response.writeHead(302, { location: home.url }).end(),
    });
    const { url, requests } = await serve({ '/': redirect(other.url()), '/back': answer('done') });
    home.url = url('/back');
    for (const [start, words, headers] of [
      [url().replace('//', '//user:secret@'), [], {}],
      [url(), ['-u', 'user:secret'], {}],
      [url(), ['-b', 'c=secret'], {}],
      [url(), [], { Authorization: 'secret', Cookie: 'secret' }],
    ] as const) {
      requests.length = other.requests.length = 0;
      const response = await (await createTestClient(...words)).read({ url: start, headers });
      expect(response.url).toBe(url('/back'));
      const sent = ({ headers: all }: http.IncomingMessage) => all.authorization ?? all.cookie;
      expect(
        [requests[0], other.requests[0], requests[1]].map((request) => request && sent(request)),
      ).toEqual([expect.any(String), undefined, undefined]);
    }
  });

  test('keep the login of a URL within its host, and take one that they bring', async () => {
    const { url, requests } = await serve({ '/a': redirect('/b') });
    const withLogin = (path: string, login: string) => url(path).replace('//', `//${login}@`);
    const client = await createTestClient();
    await client.read({ url: withLogin('/a', 'user:secret') });
    const bringing = await serve({ '/': redirect(withLogin('/c', 'other:login')) });
    expect((await client.read({ url: bringing.url() })).url).toBe(url('/c'));
    const sent = requests.map(({ headers }) =>
      Buffer.from(headers.authorization?.slice(6) ?? '', 'base64').toString(),
    );
    expect(sent).toEqual(['user:secret', 'user:secret', 'other:login']);
  });

  test('are followed whatever the coding of a body that nobody reads', async () => {
    const odd = { 'content-encoding': 'compress' };
    const { url } = await serve({ '/': redirect('/there', odd), '/there': answer('', odd) });
    expect((await (await createTestClient()).get({ url: url(), method: 'HEAD' })).status).toBe(200);
  });

  test('--deny-private refuses a private address before anything is sent', async () => {
    const { url, requests } = await serve({ '/': answer('inside') });
    const failure = (await createTestClient('--deny-private')).read({ url: url() });
    await expect(failure).rejects.toMatchObject({
      kind: 'policy',
      code: 'loopback-address',
      retryable: false,
    });
    expect(requests).toEqual([]);
  });

  test('from a public place to a private address are refused, unless --allow-private says otherwise', async () => {
    const inside = await serve({ '/': answer('inside') });
    // Behind a proxy a name counts as public; it stands in for an address of the internet, which tests have not.
    const proxy = await serve({
      'http://public.example/': redirect(inside.url()),
      [inside.url()]: answer('inside, by proxy'),
    });
    const words = ['-x', proxy.url()];
    const failure = (await createTestClient(...words)).read({ url: 'http://public.example/' });
    await expect(failure).rejects.toMatchObject({ kind: 'policy', code: 'loopback-address' });
    expect(proxy.requests.map(({ url }) => url)).toEqual(['http://public.example/']);
    const direct = [...words, '--noproxy', '127.0.0.1'];
    await expect(
      (await createTestClient(...direct)).read({ url: 'http://public.example/' }),
    ).rejects.toMatchObject({
      kind: 'policy',
    });
    expect(inside.requests).toEqual([]);
    const allowed = await (
      await createTestClient(...words, '--allow-private')
    ).read({ url: 'http://public.example/' });
    expect(text(allowed)).toBe('inside, by proxy');
  });
});

describe('logins and cookies', () => {
  test('a login comes from the URL, from -u or from a netrc file, and stays out of the answer', async () => {
    const { url, requests } = await serve({});
    const netrc = join(folder, 'netrc');
    await writeFile(netrc, 'machine 127.0.0.1 login n password p\n');
    const login = (index: number) =>
      Buffer.from(requests[index]?.headers.authorization?.slice(6) ?? '', 'base64').toString();
    const response = await (
      await createTestClient('-u', 'a:b')
    ).read({ url: url().replace('//', '//us%40er:p%3Aw@') });
    expect(response.url).toBe(url());
    await (await createTestClient('-u', 'a:b', '--netrc-file', netrc)).read({ url: url() });
    await (await createTestClient('--netrc-file', netrc)).read({ url: url() });
    await (await createTestClient('-u', 'a:b', '-H', 'Authorization: Bearer c')).read({ url: url() });
    expect([login(0), login(1), login(2)]).toEqual(['us@er:p:w', 'a:b', 'n:p']);
    expect(requests[3]?.headersDistinct['authorization']).toEqual(['Bearer c']);
  });

  test('a jar is filled on the way, sent back and written at the end', async () => {
    const { url, requests } = await serve({
      '/': redirect('/next', { 'set-cookie': ['a=1; Path=/', 'b=2; Path=/next'] }),
    });
    const jar = join(folder, 'jar.txt');
    const client = await createTestClient('-c', jar, '-b', 'literal=1');
    await client.read({ url: url() });
    expect(requests[1]?.headers.cookie).toBe('literal=1; b=2; a=1');
    client.close();
    expect(await readFile(jar, 'utf8')).toContain('127.0.0.1\tFALSE\t/\tFALSE\t0\ta\t1\n');
  });
});
