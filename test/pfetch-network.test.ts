import { once } from 'node:events';
import net from 'node:net';

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import { makeCertificates } from './support/certificates.js';
import { startDnsServer } from './support/dns-server.js';
import { fetchOne, inShort } from './support/fetch-one.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { describeWith } from './support/parts.js';
import { startHttpProxy, startSocksProxy } from './support/proxies.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

describeWith(['openssl'], 'TLS', () => {
  test.each([
    ['good', '--cacert CA', 'fetched 200 whole'],
    ['good', '', 'failed - tls/'],
    ['good', '-k', 'fetched 200 whole'],
    ['wrongName', '--cacert CA', 'failed - tls/ERR_TLS_CERT_ALTNAME_INVALID'],
    ['wrongName', '-k', 'fetched 200 whole'],
    ['expired', '--cacert CA', 'failed - tls/CERT_HAS_EXPIRED'],
    ['expired', '-k', 'fetched 200 whole'],
  ] as const)('a %s certificate under %j: %s', async (identity, options, answer) => {
    const { caFile, ...identities } = await makeCertificates(workdir().path);
    await using secure = await startHostileServer({ tls: identities[identity] });
    const fetched = await fetchOne(secure.url('/ok'), options.replace('CA', caFile));
    expect(inShort(secure.url('/ok'), fetched)).toMatch(new RegExp(`^${answer}`));
    expect(fetched.row['attempts']).toBe(1);
  });

  test('a server that speaks no TLS is a failed row of kind tls', async () => {
    const plain = net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    plain.listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const { port } = plain.address() as net.AddressInfo;
    const { error } = await fetchOne(`https://127.0.0.1:${port}/`, '--retry 0');
    plain.close();
    expect(error).toMatchObject({ kind: 'tls' });
  });

  test('--cacert that cannot be read is wrong usage', async () => {
    const { said } = await fetchOne('', '--cacert nowhere');
    expect([said.status, said.stderr]).toEqual([2, expect.stringContaining('nowhere')]);
  });
});

describe('names and addresses', () => {
  test('--resolve connects elsewhere and asks for the name', async () => {
    const { row } = await fetchOne(
      `http://h.test:${server.port}/ok/resolve`,
      `--resolve h.test:${server.port}:127.0.0.1`,
    );
    expect(row['ok']).toBe(true);
    expect(server.requests('/ok/resolve')[0]?.host).toBe('h.test');
  });

  test('-4 and -6 exclude each other', async () => {
    expect((await fetchOne('', '-4 -6')).said.status).toBe(2);
  });

  describeWith(['dnsmasq'], 'DNS', () => {
    test.each([
      ['-4', '127.0.0.1'],
      ['-6', '::1'],
    ])('%s connects to %s', async (option, address) => {
      await using both = await startHostileServer({ addresses: ['127.0.0.1', '::1'] });
      const dns = await startDnsServer(['--host-record=h.test,127.0.0.1,::1,300']);
      onTestFinished(() => dns.stop());
      await fetchOne(`http://h.test:${both.port}/ok`, `${option} --dns-servers ${dns.address}`);
      expect(both.requests().map((request) => request.address)).toEqual([address]);
    });

    test('a name is asked for once, however many URLs it has; an unknown one is of kind dns', async () => {
      const dns = await startDnsServer(['--host-record=h.test,127.0.0.1,300', '--address=/unknown.test/']);
      onTestFinished(() => dns.stop());
      const urls = Array.from({ length: 50 }, (_, n) => `http://h.test:${server.port}/ok/dns/${n}`);
      const unknown = Array.from({ length: 50 }, (_, n) => `http://unknown.test:${server.port}/${n}`);
      const said = await workdir().sh(`pfetch --dns-servers ${dns.address}`, {
        input: [...urls, ...unknown].join('\n'),
      });
      expect(said.rows().filter(({ ok }) => ok === true)).toHaveLength(50);
      const kinds = said
        .rows()
        .flatMap(({ error }) => (error === undefined ? [] : [(error as { kind: string }).kind]));
      expect([kinds.length, new Set(kinds)]).toEqual([50, new Set(['dns', 'host-down'])]);
      // A and AAAA; a negative answer is remembered too.
      expect(dns.countQueries('h.test')).toBeLessThanOrEqual(2);
      expect(dns.countQueries('unknown.test')).toBeLessThanOrEqual(6);
    });
  });
});

describe('the address guard', () => {
  test('--deny-private connects to no private address', async () => {
    const { error } = await fetchOne(server.url('/ok/denied'), '--deny-private');
    expect(error).toMatchObject({ kind: 'policy', code: 'loopback-address', retryable: false });
    expect(server.requests('/ok/denied')).toEqual([]);
    expect((await fetchOne('', '--deny-private --allow-private')).said.status).toBe(2);
  });

  test('not by a name either, nor in another spelling', async () => {
    for (const host of ['localhost', '127.1', '0x7f.1', '2130706433', '0.0.0.0', '[::ffff:127.0.0.1]']) {
      const { error } = await fetchOne(
        `http://${host}:${server.port}/ok/spelled`,
        '--deny-private --retry 0',
      );
      expect([host, error?.kind]).toEqual([host, 'policy']);
    }
    expect(server.requests('/ok/spelled')).toEqual([]);
  });

  describeWith(['unshare', 'ip'], 'between public and private', () => {
    // A public address of our own exists only in a network namespace of our own.
    const inside = (command: string) =>
      `unshare -rn sh -c 'ip link set lo up && ip addr add 198.51.100.1/32 dev lo && ip addr add 8.8.4.4/32 dev lo && ${command}'`;

    test.for([
      ['', 'policy'],
      ['--allow-private', undefined],
    ] as const)(
      'a public URL that redirects to a private one, under %j: %s',
      async ([options, kind], context) => {
        const w = workdir();
        if ((await w.sh(inside('true'))).status !== 0)
          return context.skip('no network namespace of its own is allowed here');
        w.write('server.mjs', redirector);
        const said = await w.sh(
          inside(
            `node server.mjs & sleep 0.7; echo http://8.8.4.4:8080/ | pfetch -o f --retry 0 ${options}; kill $!`,
          ),
        );
        const [row] = said.rows();
        expect((row?.['error'] as { kind: string } | undefined)?.kind).toBe(kind);
        expect(w.files().includes('f')).toBe(kind === undefined);
      },
    );
  });
});

const redirector = `
import http from 'node:http';
http.createServer((request, response) => {
  if (request.headers.host.startsWith('8.8')) response.writeHead(302, { Location: 'http://127.0.0.1:8080/inner' }).end();
  else response.end('secret');
}).listen(8080, '0.0.0.0');
`;

describeWith(['tinyproxy'], 'an HTTP proxy', () => {
  test('-x, http_proxy and NO_PROXY, as curl has them', async () => {
    const w = workdir();
    const proxy = await startHttpProxy(w.path);
    onTestFinished(() => proxy.stop());
    const address = `http://127.0.0.1:${proxy.port}`;
    const via = async (route: string, options: string, env: Record<string, string> = {}) => {
      await w.sh(`pfetch -d out ${options}`, { input: server.url(route), env });
      return server.requests(route)[0]?.headers['via'] !== undefined;
    };
    expect(await via('/ok/proxy/1', `-x ${address}`)).toBe(true);
    expect(await via('/ok/proxy/2', '', { http_proxy: address })).toBe(true);
    expect(await via('/ok/proxy/3', '', { http_proxy: address, NO_PROXY: '127.0.0.1' })).toBe(false);
    expect(await via('/ok/proxy/4', "-x ''", { http_proxy: address })).toBe(false);
    expect(await via('/ok/proxy/5', `-x ${address} --noproxy '*'`)).toBe(false);
  });

  test('its login is sent to it, and shown nowhere', async () => {
    const w = workdir();
    const proxy = await startHttpProxy(w.path, { user: 'me', password: 'geheim' });
    onTestFinished(() => proxy.stop());
    const right = await fetchOne(
      server.url('/ok/proxy-login'),
      `-x http://me:geheim@127.0.0.1:${proxy.port}`,
    );
    expect(right.row['ok']).toBe(true);
    expect(server.requests('/ok/proxy-login')[0]?.headers).not.toHaveProperty('proxy-authorization');
    const wrong = await fetchOne(
      server.url('/ok/proxy-login'),
      `--retry 0 -x http://me:falsch@127.0.0.1:${proxy.port}`,
    );
    expect(wrong.row['ok']).toBe(false);
    expect(wrong.said.stdout + wrong.said.stderr).not.toContain('falsch');
  });

  test('a proxy that is not there is a failed row of kind connect', async () => {
    const { error } = await fetchOne(server.url('/ok'), '--retry 0 -x http://127.0.0.1:1');
    expect(error).toMatchObject({ kind: 'connect' });
  });
});

describeWith(['danted'], 'a SOCKS proxy', () => {
  test.each(['socks4', 'socks4a', 'socks5', 'socks5h'])('%s', async (scheme) => {
    const w = workdir();
    const proxy = await startSocksProxy(w.path);
    onTestFinished(() => proxy.stop());
    const url = server.url(`/ok/${scheme}`);
    expect(inShort(url, await fetchOne(url, `-x ${scheme}://127.0.0.1:${proxy.port}`))).toBe(
      'fetched 200 whole',
    );
    expect(proxy.output()).toContain(String(server.port));
  });
});
