import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Certificates, makeCertificates } from '../../../../../test/support/certificates.js';
import { cleanUpAfterEachTest, listen } from '../../../../../test/support/cleanup.js';
import { describeWith } from '../../../../../test/support/parts.js';
import { ask, build, connect, hello } from '../../../../../test/support/test-connections.js';

cleanUpAfterEachTest();

describeWith(['openssl'], 'TLS', () => {
  let folder = '';
  let certificates: Certificates;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tls-'));
    certificates = await makeCertificates(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));
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

  test('a --cacert that is not there, or holds none, is wrong usage', async () => {
    expect(() => build({ tls: { caFile: '/nowhere.pem' } })).toThrow(
      'cannot read the certificates in "/nowhere.pem"',
    );
    const broken = join(folder, 'broken.pem');
    await writeFile(broken, '-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n');
    expect(() => build({ tls: { caFile: broken } })).toThrow('no PEM certificates in');
    expect(() => build({ tls: { caFile: '/dev/null' } })).toThrow('no PEM certificates in');
  });
});
