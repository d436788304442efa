import zlib from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { cleanUpAfterEachTest } from '../../../../../test/support/cleanup.js';
import {
  answer,
  createTestClient,
  type Route,
  serve,
  serveRaw,
  text,
} from '../../../../../test/support/test-client.js';

cleanUpAfterEachTest();

describe('a request', () => {
  test('gives status, headers and body', async () => {
    const { url } = await serve({ '/': answer('hello', { 'X-Two': ['a', 'b'] }) });
    const response = await (await createTestClient()).get({ url: url() });
    expect(response).toMatchObject({ status: 200, reason: 'OK', url: url(), redirects: [], attempts: 1 });
    expect(response.headers.get('x-two')).toBe('a, b');
    const chunks: Buffer[] = [];
    for await (const chunk of response.body) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('hello');
  });

  test('names itself honestly, and takes headers from the command line and the caller', async () => {
    const { url, requests } = await serve({});
    await (await createTestClient()).read({ url: url() });
    expect(requests[0]?.headers['user-agent']).toMatch(/^tester\/\d+\.\d+\.\d+ \(fetchutils\)$/);
    expect(requests[0]?.headers['accept-encoding']).toMatch(/^gzip, deflate, br/);
    const client = await createTestClient(
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
    const client = await createTestClient();
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
    await expect((await createTestClient()).get({ url })).rejects.toMatchObject({
      kind: 'input',
      code,
      retryable: false,
    });
  });

  test('a header that would break out of its line is refused', async () => {
    const failure = (await createTestClient()).get({
      url: 'http://h.example/',
      headers: { 'X-A': 'b\r\nX-Evil: 1' },
    });
    await expect(failure).rejects.toMatchObject({ kind: 'input', code: 'bad-header' });
  });

  test('connections are kept', async () => {
    const { url, requests } = await serve({ '/': answer('hello') });
    const client = await createTestClient();
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
    const client = await createTestClient();
    expect(text(await client.read({ url: url(), maxBytes: 1_000_000 }))).toHaveLength(1_000_000);
    await expect(client.read({ url: url(), maxBytes: 999_999 })).rejects.toMatchObject({
      kind: 'size',
      code: 'too-large',
    });
  });

  test('in a coding that is unknown is an error', async () => {
    const { url } = await serve({ '/': answer('hello', { 'Content-Encoding': 'compress' }) });
    await expect((await createTestClient()).read({ url: url() })).rejects.toMatchObject({
      kind: 'http',
      code: 'unknown-coding',
    });
  });

  test('waits for a slow reader instead of filling memory', async () => {
    let written = 0;
    const endless: Route = (_request, response) => {
      const push = (): void => {
        if (response.destroyed) return;
        written += 65_536;
        if (response.write(Buffer.alloc(65_536))) setImmediate(push);
        else response.once('drain', push);
      };
      push();
    };
    const { url } = await serve({ '/': endless });
    const { body } = await (await createTestClient()).get({ url: url() });
    const waitAWhile = () => new Promise((resolve) => setTimeout(resolve, 200));
    let before = -1;
    for (let rounds = 0; written !== before && rounds < 20; rounds++) {
      before = written;
      await waitAWhile();
    }
    expect(written).toBeGreaterThan(0);
    expect(written).toBe(before);
    body.destroy();
  });

  test('that is cut short is retried by read, and told by get', async () => {
    const raw = await serveRaw((socket, connection) => {
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n${connection === 1 ? 'he' : 'hello'}`);
    });
    const client = await createTestClient();
    const response = await client.read({ url: raw.url });
    expect([text(response), response.attempts]).toEqual(['hello', 2]);
    const always = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe'));
    const { body } = await client.get({ url: always.url });
    await expect(body.toArray()).rejects.toMatchObject({ kind: 'truncated', retryable: true });
  });

  test('that fails before anybody reads it waits with its error', async () => {
    const raw = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe'));
    const { body } = await (await createTestClient()).get({ url: raw.url });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(body.toArray()).rejects.toMatchObject({ kind: 'truncated' });
  });
});
