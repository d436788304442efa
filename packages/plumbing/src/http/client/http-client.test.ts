import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { httpOptions } from '../../http-options.js';
import { httpSettings } from '../../http-settings.js';
import { parseArguments } from '../../parse-arguments.js';
import { createHttpClient, type HttpClient } from './http-client.js';

type Route = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'client-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A server of these routes; a path without one is a 404. Remembers what it was asked. */
async function serve(routes: Record<string, Route>) {
  const requests: http.IncomingMessage[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request);
    const route = routes[request.url ?? ''];
    if (route) route(request, response);
    else response.writeHead(404).end('not here');
  });
  const port = await listen(server);
  return { port, requests, url: (path = '/', host = '127.0.0.1') => `http://${host}:${port}${path}` };
}

async function serveRaw(answer: (socket: net.Socket, connection: number) => void) {
  let connections = 0;
  const server = net.createServer((socket) => {
    connections++;
    socket.on('error', () => undefined);
    const connection = connections;
    socket.once('data', () => answer(socket, connection));
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}/`, connections: () => connections };
}

async function listen(server: net.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    if (server instanceof http.Server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as net.AddressInfo).port;
}

/** A client as these words on a command line make it. */
async function create(...words: string[]): Promise<HttpClient> {
  const client = await createHttpClient(
    httpSettings(parseArguments(httpOptions, words).options, {}),
    'tester',
  );
  closers.push(() => client.close());
  return client;
}

const text = ({ bytes }: { bytes: Buffer }): string => bytes.toString();
const answer =
  (body: string, headers: http.OutgoingHttpHeaders = {}, status = 200): Route =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);
const redirect = (location: string, headers: http.OutgoingHttpHeaders = {}) =>
  answer('', { location, ...headers }, 302);

describe('a request', () => {
  test('gives status, headers and body', async () => {
    const { url } = await serve({ '/': answer('hello', { 'X-Two': ['a', 'b'] }) });
    const response = await (await create()).get({ url: url() });
    expect(response).toMatchObject({ status: 200, reason: 'OK', url: url(), redirects: [], attempts: 1 });
    expect(response.headers.get('x-two')).toBe('a, b');
    const chunks: Buffer[] = [];
    for await (const chunk of response.body) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('hello');
  });

  test('names itself honestly, and takes headers from the command line and the caller', async () => {
    const { url, requests } = await serve({});
    await (await create()).read({ url: url() });
    expect(requests[0]?.headers['user-agent']).toMatch(/^tester\/\d+\.\d+\.\d+ \(fetchutils\)$/);
    expect(requests[0]?.headers['accept-encoding']).toMatch(/^gzip, deflate, br/);
    const client = await create(
      '-A',
      'mine',
      '-e',
      'https://r.example/',
      '-H',
      'X-A: caf\u00e9',
      '-H',
      'Accept:',
    );
    await client.read({ url: url(), headers: { 'X-B': '1', 'User-Agent': 'caller' } });
    expect(requests[1]?.headers).toMatchObject({
      'user-agent': 'caller',
      referer: 'https://r.example/',
      'x-b': '1',
    });
    expect(requests[1]?.headers['x-a']).toBe(Buffer.from('caf\u00e9').toString('latin1'));
    expect(requests[1]?.headers.accept).toBeUndefined();
  });

  test('HEAD has no body, GET a status that is no success has', async () => {
    const { url, requests } = await serve({ '/': answer('hello') });
    const client = await create();
    const head = await client.get({ url: url(), method: 'HEAD' });
    expect([head.status, head.headers.get('content-length') ?? 'none', requests[0]?.method]).toEqual([
      200,
      'none',
      'HEAD',
    ]);
    const missing = await client.read({ url: url('/missing') });
    expect([missing.status, text(missing)]).toEqual([404, 'not here']);
  });

  test.each([
    ['nonsense', 'bad-url'],
    ['ftp://h.example/', 'bad-scheme'],
  ])('%s is an error of input', async (url, code) => {
    await expect((await create()).get({ url })).rejects.toMatchObject({
      kind: 'input',
      code,
      retryable: false,
    });
  });

  test('a header that would break out of its line is refused', async () => {
    const failure = (await create()).get({ url: 'http://h.example/', headers: { 'X-A': 'b\r\nX-Evil: 1' } });
    await expect(failure).rejects.toMatchObject({ kind: 'input', code: 'bad-header' });
  });

  test('connections are kept', async () => {
    const { url, requests } = await serve({ '/': answer('hello') });
    const client = await create();
    for (let i = 0; i < 3; i++) await client.read({ url: url() });
    expect(new Set(requests.map(({ socket }) => socket.remotePort)).size).toBe(1);
  });
});

describe('a body', () => {
  test('is decoded, and limited when decoded', async () => {
    const bomb: Route = (_request, response) =>
      void response
        .writeHead(200, { 'Content-Encoding': 'gzip' })
        .end(zlib.gzipSync(Buffer.alloc(1_000_000, 'x')));
    const { url } = await serve({ '/': bomb });
    const client = await create();
    expect(text(await client.read({ url: url(), maxBytes: 1_000_000 }))).toHaveLength(1_000_000);
    await expect(client.read({ url: url(), maxBytes: 999_999 })).rejects.toMatchObject({
      kind: 'size',
      code: 'too-large',
    });
  });

  test('in a coding that is unknown is an error', async () => {
    const { url } = await serve({ '/': answer('hello', { 'Content-Encoding': 'compress' }) });
    await expect((await create()).read({ url: url() })).rejects.toMatchObject({
      kind: 'http',
      code: 'unknown-coding',
    });
  });

  test('waits for a slow reader instead of filling memory', async () => {
    let written = 0;
    const endless: Route = (_request, response) => {
      const push = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) written += 65_536;
        if (!response.destroyed) response.once('drain', push);
      };
      push();
    };
    const { url } = await serve({ '/': endless });
    const { body } = await (await create()).get({ url: url() });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(written).toBeLessThan(32_000_000);
    body.destroy();
  });

  test('that is cut short is retried by read, and told by get', async () => {
    const raw = await serveRaw((socket, connection) => {
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n${connection === 1 ? 'he' : 'hello'}`);
    });
    const client = await create();
    const response = await client.read({ url: raw.url });
    expect([text(response), response.attempts]).toEqual(['hello', 2]);
    const always = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe'));
    const { body } = await client.get({ url: always.url });
    await expect(body.toArray()).rejects.toMatchObject({ kind: 'truncated', retryable: true });
  });

  test('that fails before anybody reads it waits with its error', async () => {
    const raw = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe'));
    const { body } = await (await create()).get({ url: raw.url });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(body.toArray()).rejects.toMatchObject({ kind: 'truncated' });
  });
});

describe('redirects', () => {
  test('are followed, each told, and the last URL is the answer’s', async () => {
    const { url } = await serve({
      '/a': redirect('b#here'),
      '/b': redirect('/c?d=1'),
      '/c?d=1': answer('there'),
    });
    const response = await (await create()).read({ url: url('/a') });
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
    const client = await create('--max-redirs', '3');
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
    expect(text(await (await create('-b', '')).read({ url: url() }))).toBe('welcome');
    await expect((await create()).read({ url: url() })).rejects.toMatchObject({ code: 'loop' });
  });

  const secrets = ['-H', 'Authorization: Bearer secret', '-H', 'Cookie: c=secret', '-H', 'X-Plain: 1'];
  test('carry credentials within a host and never beyond', async () => {
    const other = await serve({ '/': answer('other') });
    const routes = { '/in': redirect('/out'), '/out': redirect(other.url('/', 'localhost')) };
    const { url, requests } = await serve(routes);
    const client = await create(...secrets, '--resolve', `localhost:${other.port}:127.0.0.1`);
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
      const response = await (await create(...words)).read({ url: start, headers });
      expect(response.url).toBe(url('/back'));
      const sent = ({ headers: all }: http.IncomingMessage) => all.authorization ?? all.cookie;
      expect(
        [requests[0], other.requests[0], requests[1]].map((request) => request && sent(request)),
      ).toEqual([expect.any(String), undefined, undefined]);
    }
  });

  test('from a public address to a private one are refused before anything is sent', async () => {
    // 127.0.0.1 stands in for both: the guard is asked about addresses, and --deny-private refuses the first already.
    const { url, requests } = await serve({ '/': answer('inside') });
    const failure = (await create('--deny-private')).read({ url: url() });
    await expect(failure).rejects.toMatchObject({
      kind: 'policy',
      code: 'loopback-address',
      retryable: false,
    });
    expect(requests).toEqual([]);
  });
});

describe('logins and cookies', () => {
  test('a login comes from the URL, from -u or from a netrc file, and stays out of the answer', async () => {
    const { url, requests } = await serve({});
    const netrc = join(folder, 'netrc');
    await writeFile(netrc, 'machine 127.0.0.1 login n password p\n');
    const login = (index: number) =>
      Buffer.from(requests[index]?.headers.authorization?.slice(6) ?? '', 'base64').toString();
    const response = await (await create('-u', 'a:b')).read({ url: url().replace('//', '//us%40er:p%3Aw@') });
    expect(response.url).toBe(url());
    await (await create('-u', 'a:b', '--netrc-file', netrc)).read({ url: url() });
    await (await create('--netrc-file', netrc)).read({ url: url() });
    expect([login(0), login(1), login(2)]).toEqual(['us@er:p:w', 'a:b', 'n:p']);
  });

  test('a jar is filled on the way, sent back and written at the end', async () => {
    const { url, requests } = await serve({
      '/': redirect('/next', { 'set-cookie': ['a=1; Path=/', 'b=2; Path=/next'] }),
    });
    const jar = join(folder, 'jar.txt');
    const client = await create('-c', jar, '-b', 'literal=1');
    await client.read({ url: url() });
    expect(requests[1]?.headers.cookie).toBe('literal=1; b=2; a=1');
    await client.close();
    expect(await readFile(jar, 'utf8')).toContain('127.0.0.1\tFALSE\t/\tFALSE\t0\ta\t1\n');
  });
});

describe('retries', () => {
  /** Answers with these statuses in turn, and then 200. */
  const inTurn = (statuses: number[], headers: http.OutgoingHttpHeaders = {}): Route => {
    const left = [...statuses];
    return (_request, response) => void response.writeHead(left.shift() ?? 200, headers).end('body');
  };

  test.each([408, 425, 429, 500, 502, 503, 504])('status %i is tried again', async (status) => {
    const { url } = await serve({ '/': inTurn([status], { 'Retry-After': '0' }) });
    expect(await (await create()).read({ url: url() })).toMatchObject({ status: 200, attempts: 2 });
  });

  test.each([400, 401, 403, 404, 410, 501])('status %i is not', async (status) => {
    const { url } = await serve({ '/': inTurn([status]) });
    expect(await (await create()).read({ url: url() })).toMatchObject({ status, attempts: 1 });
  });

  test('--retry counts them, and the last answer is the answer', async () => {
    const { url, requests } = await serve({ '/': inTurn([503, 503, 503, 503], { 'Retry-After': '0' }) });
    expect(await (await create('--retry', '2')).read({ url: url() })).toMatchObject({
      status: 503,
      attempts: 3,
    });
    expect(await (await create('--retry', '0')).read({ url: url() })).toMatchObject({
      status: 503,
      attempts: 1,
    });
    expect(requests).toHaveLength(4);
  });

  test('--retry-max-time forbids a retry that would come too late', async () => {
    const { url } = await serve({ '/': inTurn([503], { 'Retry-After': '100' }) });
    expect(await (await create('--retry-max-time', '50s')).read({ url: url() })).toMatchObject({
      status: 503,
      attempts: 1,
    });
  });

  test('Retry-After holds the whole host, capped', async () => {
    const { url, requests } = await serve({
      '/busy': inTurn([429], { 'Retry-After': '100' }),
      '/': answer('free'),
    });
    const client = await create('--max-retry-after', '300ms');
    const times: number[] = [];
    const busy = client.read({ url: url('/busy') });
    while (requests.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const startedMs = performance.now();
    await Promise.all(
      [busy, client.read({ url: url() })].map((done) =>
        done.then(() => times.push(performance.now() - startedMs)),
      ),
    );
    expect(Math.min(...times)).toBeGreaterThan(100);
  });

  test('a reset is tried again, a refused connection too', async () => {
    const raw = await serveRaw((socket, connection) => {
      if (connection === 1) socket.resetAndDestroy();
      else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    });
    expect(await (await create()).read({ url: raw.url })).toMatchObject({ status: 200, attempts: 2 });
    const failure = (await create('--retry', '0')).read({ url: 'http://127.0.0.1:1/' });
    await expect(failure).rejects.toMatchObject({ kind: 'connect', code: 'ECONNREFUSED' });
  });
});

describe('an end from outside', () => {
  const silent: Route = () => undefined;
  const stalling: Route = (_request, response) => void response.write('some');
  const dripping: Route = (_request, response) => {
    const timer = setInterval(() => response.write('x'), 20);
    response.once('close', () => clearInterval(timer));
  };

  test.each([
    ['/silent', ['--first-byte-timeout', '100ms'], 'first-byte-timeout'],
    ['/stalling', ['--idle-timeout', '100ms'], 'idle-timeout'],
    ['/dripping', ['--timeout', '200ms'], 'total-timeout'],
    ['/dripping', ['--speed-limit', '1k', '--speed-time', '200ms'], 'too-slow'],
  ])('%s with %j ends as %s', async (path, words, code) => {
    const { url } = await serve({ '/silent': silent, '/stalling': stalling, '/dripping': dripping });
    const client = await create('--retry', '0', ...words);
    await expect(client.read({ url: url(path) })).rejects.toMatchObject({
      kind: 'timeout',
      code,
      retryable: true,
    });
  });

  test.each(['/silent', '/stalling'])('a signal cancels %s', async (path) => {
    const { url } = await serve({ '/silent': silent, '/stalling': stalling });
    const abort = new AbortController();
    const reading = (await create()).read({ url: url(path), signal: abort.signal });
    setTimeout(() => abort.abort(), 50);
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled', retryable: false });
  });

  test('a signal ends the wait for a retry, and a client that is cancelled asks nothing', async () => {
    const { url, requests } = await serve({ '/': answer('', { 'Retry-After': '100' }, 503) });
    const client = await create();
    const abort = new AbortController();
    const reading = client.read({ url: url(), signal: abort.signal });
    while (requests.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
    setTimeout(() => abort.abort(), 50);
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled' });
    await expect(client.read({ url: url(), signal: abort.signal })).rejects.toMatchObject({
      kind: 'cancelled',
    });
    expect(requests).toHaveLength(1);
  });
});
