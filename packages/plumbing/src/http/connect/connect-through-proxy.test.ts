import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Certificates, makeCertificates } from '../../../../../test/support/certificates.js';
import { cleanUpAfterEachTest, listen } from '../../../../../test/support/cleanup.js';
import { describeWith } from '../../../../../test/support/parts.js';
import { type ProxyServer, startHttpProxy, startSocksProxy } from '../../../../../test/support/proxies.js';
import { FetchError } from '../fetch-error.js';
import { ask, build, connect, hello } from '../../../../../test/support/test-connections.js';

cleanUpAfterEachTest();

describeWith(['openssl', 'tinyproxy', 'danted'], 'proxies', () => {
  let folder = '';
  let certificates: Certificates;
  let httpProxy: ProxyServer;
  let guardedProxy: ProxyServer;
  let socksProxy: ProxyServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connect-'));
    certificates = await makeCertificates(folder);
    httpProxy = await startHttpProxy(folder);
    guardedProxy = await startHttpProxy(folder, { user: 'user', password: 'pass' });
    socksProxy = await startSocksProxy(folder);
  });
  afterAll(async () => {
    await Promise.all([httpProxy, guardedProxy, socksProxy].map((proxy) => proxy.stop()));
    await rm(folder, { recursive: true });
  });
  const trusting = () => ({ tls: { caFile: certificates.caFile } });

  test('http: by way of an HTTP proxy wants the whole URL', async () => {
    const port = await listen(http.createServer(hello));
    const connection = await connect(
      build({ proxy: `127.0.0.1:${httpProxy.port}` }),
      `http://localhost:${port}/`,
    );
    expect(connection).toMatchObject({ address: '', viaProxy: true, proxyAuthorization: undefined });
    expect(await ask(connection, `http://127.0.0.1:${port}/`)).toContain('hello');
  });

  test('https: by way of an HTTP proxy goes through a tunnel, and the name is left to the proxy', async () => {
    const port = await listen(https.createServer(certificates.good, hello));
    const env = { https_proxy: `http://127.0.0.1:${httpProxy.port}` };
    const connection = await connect(build({ ...trusting(), env }), `https://localhost:${port}/`);
    expect(connection).toMatchObject({ address: '', viaProxy: false, usesOnread: false });
    expect(await ask(connection)).toContain('hello');
    expect(httpProxy.output()).toContain(`CONNECT localhost:${port}`);
  });

  test('the login goes to the proxy, encoded or not, and a wrong one is told', async () => {
    const port = await listen(https.createServer(certificates.good, hello));
    const url = `https://127.0.0.1:${port}/`;
    const right = build({ ...trusting(), proxy: `http://user:p%61ss@127.0.0.1:${guardedProxy.port}` });
    expect(await ask(await connect(right, url))).toContain('hello');
    const wrong = build({ ...trusting(), proxy: `http://user:no@127.0.0.1:${guardedProxy.port}` });
    await expect(connect(wrong, url)).rejects.toMatchObject({
      kind: 'connect',
      code: 'proxy-401',
      retryable: false,
    });
  });

  test('a proxy behind TLS, with TLS inside TLS', async () => {
    const origin = await listen(https.createServer(certificates.good, hello));
    const outer = tls.createServer(certificates.good, (socket) => {
      const inner = net.connect(httpProxy.port, '127.0.0.1');
      socket.pipe(inner).pipe(socket);
      socket.on('error', () => inner.destroy());
      inner.on('error', () => socket.destroy());
    });
    const proxyPort = await listen(outer);
    const connection = await connect(
      build({ ...trusting(), proxy: `https://localhost:${proxyPort}` }),
      `https://localhost:${origin}/`,
    );
    expect(await ask(connection)).toContain('hello');
  });

  test.each(['socks5h', 'socks5', 'socks4'])('%s carries http: and https:', async (scheme) => {
    const plain = await listen(http.createServer(hello));
    const secure = await listen(https.createServer(certificates.good, hello));
    const connector = build({ ...trusting(), proxy: `${scheme}://127.0.0.1:${socksProxy.port}` });
    const isRemote = scheme === 'socks5h';
    for (const url of [`http://localhost:${plain}/`, `https://localhost:${secure}/`]) {
      const connection = await connect(connector, url);
      expect(connection).toMatchObject({ address: isRemote ? '' : '127.0.0.1', viaProxy: false });
      expect(await ask(connection)).toContain('hello');
    }
  });

  test('socks4a sends the name', async () => {
    const asked: string[] = [];
    const proxy = net.createServer((socket) =>
      socket.once('data', (request) => {
        asked.push(request.toString('latin1', 8));
        socket.write(Buffer.from([0, 0x5a, 0, 0, 0, 0, 0, 0]));
        socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nhello'));
      }),
    );
    const connector = build({ proxy: `socks4a://127.0.0.1:${await listen(proxy)}` });
    expect(await ask(await connect(connector, 'http://h.test/'))).toContain('hello');
    expect(asked).toEqual(['\0h.test\0']);
  });

  test('a SOCKS proxy that cannot connect says so', async () => {
    const server = http.createServer();
    const port = await listen(server);
    server.close();
    await once(server, 'close');
    const connector = build({ proxy: `socks5://127.0.0.1:${socksProxy.port}` });
    await expect(connect(connector, `http://127.0.0.1:${port}/`)).rejects.toMatchObject({
      kind: 'connect',
      code: 'socks',
    });
  });

  test('the guard judges what a proxy is asked for', async () => {
    const refusal = new FetchError('policy', 'loopback-address', 'no');
    const checkAddress = (address: string) => (address === '127.0.0.1' ? refusal : undefined);
    const connector = build({ proxy: `socks5://127.0.0.1:${socksProxy.port}` });
    await expect(connect(connector, 'http://localhost:1/', { checkAddress })).rejects.toBe(refusal);
  });
});

describe('a proxy that misbehaves', () => {
  test.each([
    ['HTTP/1.1 502 Bad Gateway\r\n\r\n', 'proxy-502', true],
    ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'proxy-407', false],
    ['HTTP/1.1 403 Forbidden\r\n\r\n', 'proxy-403', false],
    ['220 smtp ready\r\n\r\n', 'proxy-answer', false],
    ['x'.repeat(70_000), 'proxy-answer', false],
    ['', 'proxy-closed', true],
  ])('that answers %.20j gives %s', async (answer, code, retryable) => {
    const port = await listen(
      net.createServer((socket) => {
        socket.on('error', () => socket.destroy());
        socket.once('data', () => socket.end(answer));
      }),
    );
    const failure = connect(build({ proxy: `127.0.0.1:${port}` }), 'https://h.test/');
    await expect(failure).rejects.toMatchObject({ kind: 'connect', code, retryable });
  });

  test('that never answers runs into the timeout', async () => {
    const port = await listen(net.createServer((socket) => socket.on('error', () => socket.destroy())));
    const failure = connect(build({ proxy: `127.0.0.1:${port}` }), 'https://h.test/', { timeoutMs: 100 });
    await expect(failure).rejects.toMatchObject({ kind: 'timeout', code: 'connect-timeout' });
  });
});
