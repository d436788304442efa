import type http from 'node:http';

import { describe, expect, test } from 'vitest';

import { cleanUpAfterEachTest } from '../../../../../test/support/cleanup.js';
import {
  answer,
  createTestClient,
  type Route,
  serve,
  serveRaw,
} from '../../../../../test/support/test-client.js';

cleanUpAfterEachTest();

describe('retries', () => {
  /** Answers with these statuses in turn, and then 200. */
  const inTurn = (statuses: number[], headers: http.OutgoingHttpHeaders = {}): Route => {
    const left = [...statuses];
    return (_request, response) => void response.writeHead(left.shift() ?? 200, headers).end('body');
  };

  test.each([408, 425, 429, 500, 502, 503, 504])('status %i is tried again', async (status) => {
    const { url } = await serve({ '/': inTurn([status], { 'Retry-After': '0' }) });
    expect(await (await createTestClient()).read({ url: url() })).toMatchObject({ status: 200, attempts: 2 });
  });

  test.each([400, 401, 403, 404, 410, 501])('status %i is not', async (status) => {
    const { url } = await serve({ '/': inTurn([status]) });
    expect(await (await createTestClient()).read({ url: url() })).toMatchObject({ status, attempts: 1 });
  });

  test('--retry counts them, and the last answer is the answer', async () => {
    const { url, requests } = await serve({ '/': inTurn([503, 503, 503, 503], { 'Retry-After': '0' }) });
    expect(await (await createTestClient('--retry', '2')).read({ url: url() })).toMatchObject({
      status: 503,
      attempts: 3,
    });
    expect(await (await createTestClient('--retry', '0')).read({ url: url() })).toMatchObject({
      status: 503,
      attempts: 1,
    });
    expect(requests).toHaveLength(4);
  });

  test('--retry-max-time forbids a retry that would come too late', async () => {
    const { url } = await serve({ '/': inTurn([503], { 'Retry-After': '100' }) });
    expect(await (await createTestClient('--retry-max-time', '50s')).read({ url: url() })).toMatchObject({
      status: 503,
      attempts: 1,
    });
  });

  test('Retry-After holds the whole host, capped', async () => {
    const { url, requests } = await serve({
      '/busy': inTurn([429], { 'Retry-After': '100' }),
      '/': answer('free'),
    });
    const client = await createTestClient('--max-retry-after', '300ms');
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
    expect(await (await createTestClient()).read({ url: raw.url })).toMatchObject({
      status: 200,
      attempts: 2,
    });
    const failure = (await createTestClient('--retry', '0')).read({ url: 'http://127.0.0.1:1/' });
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
    const client = await createTestClient('--retry', '0', ...words);
    await expect(client.read({ url: url(path) })).rejects.toMatchObject({
      kind: 'timeout',
      code,
      retryable: true,
    });
  });

  test('the time of a slow reader is not held against the server', async () => {
    const { url } = await serve({ '/': answer('x'.repeat(1_000_000)) });
    const client = await createTestClient('--speed-limit', '3M', '--speed-time', '300ms');
    const { body } = await client.get({ url: url() });
    let received = 0;
    for await (const chunk of body) {
      received += (chunk as Buffer).length;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(received).toBe(1_000_000);
  });

  test.each(['/silent', '/stalling'])('a signal cancels %s', async (path) => {
    const { url } = await serve({ '/silent': silent, '/stalling': stalling });
    const abort = new AbortController();
    const reading = (await createTestClient()).read({ url: url(path), signal: abort.signal });
    setTimeout(() => abort.abort(), 50);
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled', retryable: false });
  });

  test('a signal ends the wait for a retry, and a client that is cancelled asks nothing', async () => {
    const { url, requests } = await serve({ '/': answer('', { 'Retry-After': '100' }, 503) });
    const client = await createTestClient();
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
