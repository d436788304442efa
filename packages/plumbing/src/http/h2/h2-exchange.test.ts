import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http2 from 'node:http2';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import zlib from 'node:zlib';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Certificates, makeCertificates } from '../../../../../test/support/certificates.js';
import { atEndOfTest, cleanUpAfterEachTest, listen } from '../../../../../test/support/cleanup.js';
import { answerWithFrames, okHead, reset, someData } from '../../../../../test/support/h2-frames.js';
import { describeWith } from '../../../../../test/support/parts.js';
import { httpOptions } from '../../http-options.js';
import { httpSettings } from '../../http-settings.js';
import { parseArguments } from '../../parse-arguments.js';
import { createHttpClient, type HttpClient } from '../client/http-client.js';

cleanUpAfterEachTest();

type Stream = http2.ServerHttp2Stream;
type Fields = http2.IncomingHttpHeaders;

describeWith(['openssl'], 'HTTP/2', () => {
  let folder = '';
  let certificates: Certificates;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'h2-'));
    certificates = await makeCertificates(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function serve(onStream: (stream: Stream, fields: Fields) => void, allowHTTP1 = false) {
    const server = http2.createSecureServer({ ...certificates.good, allowHTTP1 });
    const sessions = new Set<http2.ServerHttp2Session>();
    let connections = 0;
    server.on('session', (session) => {
      connections++;
      sessions.add(session);
      session.on('error', () => undefined);
      session.once('close', () => sessions.delete(session));
    });
    server.on('stream', (stream: Stream, fields: Fields) => {
      stream.on('error', () => undefined);
      onStream(stream, fields);
    });
    const port = await listen(server);
    atEndOfTest(() => sessions.forEach((session) => session.destroy()));
    return { url: `https://127.0.0.1:${port}/`, sessions, connections: () => connections };
  }

  async function create(...words: string[]): Promise<HttpClient> {
    const { options } = parseArguments(httpOptions, [
      '--cacert',
      certificates.caFile,
      '--retry',
      '0',
      ...words,
    ]);
    const client = await createHttpClient(httpSettings({ ...options, http2: true }, {}), 'tester');
    atEndOfTest(() => client.close());
    return client;
  }

  test('many requests at once go over one connection', async () => {
    const seen: Fields[] = [];
    const { url, connections } = await serve((stream, fields) => {
      seen.push(fields);
      stream.respond({ ':status': 200, 'x-two': ['a', 'b'] });
      stream.end(`path ${fields[':path']}`);
    });
    const client = await create('-H', 'X-A: 1', '-H', 'X-A: 2');
    const responses = await Promise.all(
      Array.from({ length: 200 }, (_, i) => client.read({ url: `${url}${i}?q` })),
    );
    expect(responses.map(({ bytes }) => bytes.toString())).toEqual(responses.map((_, i) => `path /${i}?q`));
    expect(responses[0]?.headers.get('x-two')).toBe('a, b');
    expect(connections()).toBe(1);
    expect(seen[0]).toMatchObject({ ':method': 'GET', ':scheme': 'https', 'x-a': '1, 2', accept: '*/*' });
    expect(seen[0]?.host).toBeUndefined();
  });

  test('bodies are decoded and larger than any window', async () => {
    const body = Buffer.alloc(20_000_000, 'words ');
    const { url } = await serve((stream) => {
      stream.respond({ ':status': 200, 'content-encoding': 'gzip' });
      stream.end(zlib.gzipSync(body, { level: 0 }));
    });
    const { bytes } = await (await create()).read({ url });
    expect(bytes.equals(body)).toBe(true);
  });

  test('a slow reader holds the server back', async () => {
    let written = 0;
    const { url } = await serve((stream) => {
      stream.respond({ ':status': 200 });
      const push = (): void => {
        if (stream.destroyed) return;
        written += 65_536;
        if (stream.write(Buffer.alloc(65_536))) setImmediate(push);
        else stream.once('drain', push);
      };
      push();
    });
    const { body } = await (await create()).get({ url });
    let before = -1;
    for (let rounds = 0; written !== before && rounds < 20; rounds++) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(written).toBeGreaterThan(0);
    expect(written).toBe(before);
    body.destroy();
  });

  test('HEAD, redirects and errors of HTTP are as ever', async () => {
    const { url } = await serve((stream, fields) => {
      if (fields[':path'] === '/')
        stream.respond({ ':status': 302, location: '/there' }, { endStream: true });
      else
        stream.respond(
          { ':status': 404, 'content-length': '5' },
          { endStream: fields[':method'] === 'HEAD' },
        );
      if (fields[':path'] !== '/' && fields[':method'] === 'GET') stream.end('words');
    });
    const client = await create();
    expect(await client.read({ url })).toMatchObject({
      status: 404,
      url: `${url}there`,
      bytes: Buffer.from('words'),
    });
    expect((await client.get({ url, method: 'HEAD' })).status).toBe(404);
  });

  test('a host that speaks only HTTP/1.1 gets that, and is asked once', async () => {
    let secured = 0;
    const server = https.createServer(certificates.good, (_request, response) => response.end('old'));
    server.on('secureConnection', () => secured++);
    const url = `https://127.0.0.1:${await listen(server)}/`;
    const client = await create();
    for (let i = 0; i < 3; i++) expect((await client.read({ url })).bytes.toString()).toBe('old');
    expect(secured).toBeLessThanOrEqual(2);
  });

  test.each([
    ['after its head', [okHead, someData, reset(2)], 'truncated'],
    ['before its head', [reset(2)], 'reset'],
    ['as refused, twice', [reset(7)], 'reset'],
  ])('a stream that is reset %s', async (_when, frames, kind) => {
    const options = { ...certificates.good, ALPNProtocols: ['h2'] };
    const server = tls.createServer(options, (socket) => answerWithFrames(socket, frames));
    const url = `https://127.0.0.1:${await listen(server)}/`;
    await expect((await create()).read({ url })).rejects.toMatchObject({ kind, retryable: true });
  });

  test('a connection lost in a body is truncated, also where the length is unknown', async () => {
    const { url, sessions } = await serve((stream) => {
      stream.respond({ ':status': 200 });
      stream.write('some', () => sessions.forEach((session) => session.destroy()));
    });
    await expect((await create()).read({ url })).rejects.toMatchObject({
      kind: 'truncated',
      retryable: true,
    });
  });

  test('a connection closed between requests is replaced without a word', async () => {
    const { url, sessions, connections } = await serve((stream) => {
      stream.respond({ ':status': 200 });
      stream.end('body');
    });
    const client = await create();
    await client.read({ url });
    sessions.forEach((session) => session.close());
    while (sessions.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await client.read({ url })).status).toBe(200);
    expect(connections()).toBe(2);
  });

  test('a connection that is cut before an answer is replaced once', async () => {
    let cuts = 0;
    const { url, sessions } = await serve((stream) => {
      if (cuts++ === 0) return sessions.forEach((session) => session.destroy());
      stream.respond({ ':status': 200 });
      stream.end('body');
    });
    expect((await (await create()).read({ url })).status).toBe(200);
  });

  test('timeouts and signals end a stream, the connection stays', async () => {
    const { url, connections } = await serve((stream, fields) => {
      if (fields[':path'] === '/silent') return;
      stream.respond({ ':status': 200 });
      if (fields[':path'] === '/stalling') stream.write('some');
      else stream.end('fine');
    });
    const client = await create('--first-byte-timeout', '100ms', '--idle-timeout', '100ms');
    await expect(client.read({ url: `${url}silent` })).rejects.toMatchObject({ code: 'first-byte-timeout' });
    await expect(client.read({ url: `${url}stalling` })).rejects.toMatchObject({ code: 'idle-timeout' });
    const abort = new AbortController();
    const reading = client.read({ url: `${url}silent`, signal: abort.signal });
    abort.abort();
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled' });
    expect((await client.read({ url })).bytes.toString()).toBe('fine');
    expect(connections()).toBe(1);
  });

  test('a host that refuses fails all that wait, and the guard is asked on a connection that is kept', async () => {
    const client = await create();
    const failures = await Promise.allSettled(
      [1, 2, 3].map(() => client.read({ url: 'https://127.0.0.1:1/' })),
    );
    for (const failure of failures)
      expect(failure).toMatchObject({ reason: { kind: 'connect', code: 'ECONNREFUSED' } });
    const { url } = await serve((stream) => stream.respond({ ':status': 200 }, { endStream: true }));
    await expect((await create('--deny-private')).read({ url })).rejects.toMatchObject({ kind: 'policy' });
  });

  test('plain http: is none of its business', async () => {
    const { createServer } = await import('node:http');
    const server = createServer((_request, response) => response.end('plain'));
    const port = await listen(server);
    expect((await (await create()).read({ url: `http://127.0.0.1:${port}/` })).bytes.toString()).toBe(
      'plain',
    );
    server.close();
    await once(server, 'close').catch(() => undefined);
  });
});
