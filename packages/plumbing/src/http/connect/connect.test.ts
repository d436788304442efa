import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { type Certificates, makeCertificates } from '../../../../../test/support/certificates.js';
import { openBlackHole } from '../../../../../test/support/black-hole.js';
import { describeWith } from '../../../../../test/support/parts.js';
import { type ProxyServer, startHttpProxy, startSocksProxy } from '../../../../../test/support/proxies.js';
import { createConnector } from './connect.js';
import type { Connection, ConnectOptions } from './connection.js';
import { FetchError } from '../fetch-error.js';
import { parseResolveOverride } from '../names/resolve-override.js';
import { createResolver } from '../names/resolver.js';
import type { TlsSettings } from './tls-client.js';

type Settings = {
  resolve?: string[];
  tls?: TlsSettings;
  proxy?: string;
  env?: Record<string, string>;
  servers?: string[];
};

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function build({ resolve = [], tls = {}, proxy, env = {}, servers }: Settings = {}) {
  const overrides = resolve.flatMap((text) => parseResolveOverride(text) ?? []);
  const resolver = createResolver({ overrides, ...(servers && { servers }) });
  return createConnector({ resolver, proxies: { proxy, env }, tls });
}

function connect(connector: ReturnType<typeof build>, url: string, options: Partial<ConnectOptions> = {}) {
  const { protocol, hostname, port } = new URL(url);
  const target = { protocol, hostname, port: Number(port || (protocol === 'https:' ? 443 : 80)) };
  return new Promise<Connection>((resolve, reject) => {
    connector.connect(target, { timeoutMs: 10_000, ...options }, (error, connection) => {
      if (!connection) return reject(error ?? new Error('neither'));
      closers.push(() => connection.socket.destroy());
      resolve(connection);
    });
  });
}

/** Asks over an open connection and returns all that comes back until the other end closes. */
async function ask({ socket }: Connection, requestTarget = '/'): Promise<string> {
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(`GET ${requestTarget} HTTP/1.1\r\nHost: h.test\r\nConnection: close\r\n\r\n`);
  await once(socket, 'close');
  return answer;
}

async function listen(server: net.Server, host = '127.0.0.1'): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  closers.push(() => {
    if (server instanceof http.Server || server instanceof https.Server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as net.AddressInfo).port;
}

const hello = (_request: unknown, response: http.ServerResponse) => void response.end('hello');

describe('direct connections', () => {
  test('to a plain server, with the address reached', async () => {
    const port = await listen(http.createServer(hello));
    const connection = await connect(build(), `http://127.0.0.1:${port}/`);
    expect(connection).toMatchObject({ address: '127.0.0.1', viaProxy: false, usesOnread: false });
    expect(await ask(connection)).toContain('hello');
  });

  test('an address that refuses costs nothing but a word', async () => {
    const port = await listen(http.createServer(hello));
    const connector = build({ resolve: [`h.test:${port}:127.0.0.9,127.0.0.8,127.0.0.1`] });
    expect((await connect(connector, `http://h.test:${port}/`)).address).toBe('127.0.0.1');
  });

  test('an address that never answers is overtaken by the next', async () => {
    const port = await listen(http.createServer(hello));
    closers.push(await openBlackHole('127.0.0.5', port));
    const connector = build({ resolve: [`h.test:${port}:127.0.0.5,127.0.0.1`] });
    expect((await connect(connector, `http://h.test:${port}/`)).address).toBe('127.0.0.1');
  });

  test('reads into the buffer of the caller', async () => {
    const port = await listen(http.createServer(hello));
    const buffer = Buffer.alloc(65_536);
    let text = '';
    const callback = (bytes: number): boolean => {
      text += buffer.toString('latin1', 0, bytes);
      return true;
    };
    const connection = await connect(build(), `http://127.0.0.1:${port}/`, { onread: { buffer, callback } });
    expect(connection.usesOnread).toBe(true);
    expect(await ask(connection)).toBe('');
    expect(text).toContain('hello');
  });

  test('refusal, unknown name and silence are errors of their kinds', async () => {
    const server = http.createServer();
    const port = await listen(server);
    server.close();
    await once(server, 'close');
    closers.push(await openBlackHole('127.0.0.5', port));
    const connector = build({ resolve: [`silent.test:${port}:127.0.0.5`], servers: ['127.0.0.1:1'] });
    await expect(connect(connector, `http://localhost:${port}/`)).rejects.toMatchObject({
      kind: 'connect',
      code: 'ECONNREFUSED',
    });
    await expect(connect(connector, 'http://unknown.test/')).rejects.toMatchObject({
      kind: 'dns',
      retryable: true,
    });
    await expect(connect(connector, `http://silent.test:${port}/`, { timeoutMs: 100 })).rejects.toMatchObject(
      {
        kind: 'timeout',
        code: 'connect-timeout',
        message: `cannot connect to silent.test:${port}: no answer within 0.1 s`,
        retryable: true,
      },
    );
  });

  test('a name server that is silent is an error of DNS', async () => {
    const { createSocket } = await import('node:dgram');
    const silent = createSocket('udp4').bind(0, '127.0.0.1');
    await once(silent, 'listening');
    closers.push(() => silent.close());
    const connector = build({ servers: [`127.0.0.1:${silent.address().port}`] });
    await expect(connect(connector, 'http://h.test/', { timeoutMs: 100 })).rejects.toMatchObject({
      kind: 'dns',
      code: 'ETIMEOUT',
    });
  });

  test('what the guard refuses is never contacted', async () => {
    const contacted: string[] = [];
    const port = await listen(net.createServer(() => contacted.push('server')));
    const refusal = new FetchError('policy', 'loopback-address', 'no');
    const checkAddress = (address: string) => (address === '127.0.0.1' ? refusal : undefined);
    await expect(connect(build(), `http://127.0.0.1:${port}/`, { checkAddress })).rejects.toBe(refusal);
    const connector = build({ resolve: [`h.test:${port}:127.0.0.1,127.0.0.2`] });
    await expect(connect(connector, `http://h.test:${port}/`, { checkAddress })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    expect(contacted).toEqual([]);
  });

  test('after giving up nothing is called and nothing stays open', async () => {
    const server = net.createServer();
    const port = await listen(server);
    let calls = 0;
    const target = { protocol: 'http:', hostname: '127.0.0.1', port };
    const giveUp = build().connect(target, { timeoutMs: 50 }, () => calls++);
    giveUp();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(calls).toBe(0);
    const open = await new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
    expect(open).toBe(0);
  });
});

describeWith(['openssl', 'tinyproxy', 'danted'], 'TLS and proxies', () => {
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

  test('a certificate of the authority that --cacert names is trusted, by name and by address', async () => {
    const names: unknown[] = [];
    const server = https.createServer(certificates.good, hello);
    server.on('secureConnection', (socket: tls.TLSSocket & { servername?: unknown }) =>
      names.push(socket.servername),
    );
    const port = await listen(server);
    const connector = build({ ...trusting(), resolve: [`h.test:${port}:127.0.0.1`] });
    expect(await ask(await connect(connector, `https://h.test:${port}/`))).toContain('hello');
    expect(await ask(await connect(connector, `https://127.0.0.1:${port}/`))).toContain('hello');
    expect(names).toEqual(['h.test', false]);
  });

  test('onread works under TLS', async () => {
    const port = await listen(https.createServer(certificates.good, hello));
    const buffer = Buffer.alloc(65_536);
    let text = '';
    const callback = (bytes: number): boolean => ((text += buffer.toString('latin1', 0, bytes)), true);
    const connection = await connect(build(trusting()), `https://127.0.0.1:${port}/`, {
      onread: { buffer, callback },
    });
    expect(connection.usesOnread).toBe(true);
    await ask(connection);
    expect(text).toContain('hello');
  });

  test.each([
    ['good', {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['wrongName', { trusted: true }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['expired', { trusted: true }, 'CERT_HAS_EXPIRED'],
  ] as const)(
    'a certificate (%s) that is not to be trusted is an error, and -k takes it',
    async (which, how, code) => {
      const port = await listen(https.createServer(certificates[which], hello));
      const url = `https://localhost:${port}/`;
      const settings = { ...('trusted' in how ? trusting() : {}), resolve: [`localhost:${port}:127.0.0.1`] };
      await expect(connect(build(settings), url)).rejects.toMatchObject({
        kind: 'tls',
        code,
        retryable: false,
      });
      const insecure = build({ ...settings, tls: { insecure: true } });
      expect(await ask(await connect(insecure, url))).toContain('hello');
    },
  );

  test('a server without TLS is told in few words', async () => {
    const port = await listen(http.createServer(hello));
    await expect(connect(build(), `https://127.0.0.1:${port}/`)).rejects.toMatchObject({
      kind: 'tls',
      message: `no TLS with 127.0.0.1:${port}: wrong version number`,
    });
  });

  test('a handshake cut short is a reset', async () => {
    const port = await listen(net.createServer((socket) => socket.once('data', () => socket.destroy())));
    await expect(connect(build(), `https://127.0.0.1:${port}/`)).rejects.toMatchObject({
      kind: 'reset',
      retryable: true,
    });
  });

  test('the second connection resumes the session of the first', async () => {
    const port = await listen(https.createServer(certificates.good, hello));
    const connector = build(trusting());
    const isResumed = async (): Promise<boolean> => {
      const connection = await connect(connector, `https://127.0.0.1:${port}/`);
      const resumed = connection.socket instanceof tls.TLSSocket && connection.socket.isSessionReused();
      await ask(connection);
      return resumed;
    };
    expect([await isResumed(), await isResumed()]).toEqual([false, true]);
  });

  test('ALPN offers what it is told to', async () => {
    const server = tls.createServer({ ...certificates.good, ALPNProtocols: ['h2', 'http/1.1'] });
    const port = await listen(server);
    const chosen = async (alpn?: string[]) => {
      const settings = { caFile: certificates.caFile, ...(alpn && { alpn }) };
      const { socket } = await connect(build({ tls: settings }), `https://127.0.0.1:${port}/`);
      return socket instanceof tls.TLSSocket && socket.alpnProtocol;
    };
    expect(await chosen()).toBe('http/1.1');
    expect(await chosen(['h2', 'http/1.1'])).toBe('h2');
  });

  test('a --cacert that is not there, or holds none, is wrong usage', () => {
    expect(() => build({ tls: { caFile: '/nowhere.pem' } })).toThrow(
      'cannot read the certificates in "/nowhere.pem"',
    );
    expect(() => build({ tls: { caFile: '/dev/null' } })).toThrow('no PEM certificates in');
  });

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
