import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';

import { describe, expect, test } from 'vitest';

import { openBlackHole } from '../../../../../test/support/black-hole.js';
import { atEndOfTest, cleanUpAfterEachTest, listen } from '../../../../../test/support/cleanup.js';
import { FetchError } from '../fetch-error.js';
import { ask, build, connect, hello } from '../../../../../test/support/test-connections.js';

cleanUpAfterEachTest();

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
    atEndOfTest(await openBlackHole('127.0.0.5', port));
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
    atEndOfTest(await openBlackHole('127.0.0.5', port));
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

  test('a connection that came while we were busy is no timeout', async () => {
    const port = await listen(http.createServer(hello));
    const connector = build();
    // From here the next thing that the event loop looks at are timers.
    await new Promise(setImmediate);
    const opened = connect(connector, `http://127.0.0.1:${port}/`, { timeoutMs: 50 });
    for (const start = Date.now(); Date.now() - start < 200;);
    expect(await ask(await opened)).toContain('hello');
  });

  test('a name server that is silent is an error of DNS', async () => {
    const { createSocket } = await import('node:dgram');
    const silent = createSocket('udp4').bind(0, '127.0.0.1');
    await once(silent, 'listening');
    atEndOfTest(() => silent.close());
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
    let closed: Promise<unknown> | undefined;
    // It never answers the TLS handshake.
    const server = net.createServer((socket) => {
      closed = once(socket.resume(), 'close');
    });
    const target = { protocol: 'https:', hostname: '127.0.0.1', port: await listen(server) };
    let calls = 0;
    const giveUp = build().connect(target, { timeoutMs: 30_000 }, () => calls++);
    await once(server, 'connection');
    giveUp();
    await closed;
    expect(calls).toBe(0);
  });
});
