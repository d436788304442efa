import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fetchOne, inShort } from './support/fetch-one.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
let other: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
  other = await startHostileServer({ addresses: ['127.0.0.2'] });
});
afterAll(() => Promise.all([server.close(), other.close()]));

/** The header lines of the one request that a run makes. */
async function headersOf(options: string, row: Record<string, unknown> = {}): Promise<string> {
  const { w } = await fetchOne(JSON.stringify({ url: server.url('/echo'), ...row }), options);
  return w.read('f');
}

const basic = (login: string) => `Authorization: Basic ${Buffer.from(login).toString('base64')}`;

describe('headers', () => {
  test('of an ordinary request, and no more', async () => {
    const lines = (await headersOf(''))
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/:.*/, ''));
    expect(lines).toEqual(['Host', 'User-Agent', 'Accept', 'Accept-Encoding']);
  });

  test('the User-Agent is honest: name, version, where to complain', async () => {
    expect(await headersOf('')).toMatch(/^User-Agent: (fetchutils|pfetch)\/\d+\.\d+\.\d+/m);
    expect(await headersOf("-A 'mine/1'")).toMatch(/^User-Agent: mine\/1$/m);
  });

  test.each([
    ["-H 'X-One: 1' -H 'X-Two: 2'", ['X-One: 1', 'X-Two: 2'], []],
    ["-H 'Accept: image/*'", ['Accept: image/*'], ['Accept: */*']],
    ["-H 'Accept:'", [], ['Accept: ']],
    ["-H 'X-Empty;'", ['X-Empty: '], []],
    ['-e https://ref.example/', ['Referer: https://ref.example/'], []],
    ["-b 'a=1; b=2'", ['Cookie: a=1; b=2'], []],
    ['-u me:geheim', [basic('me:geheim')], []],
  ])('%s', async (options, present, absent) => {
    const lines = (await headersOf(options)).split('\n');
    for (const line of present) expect(lines).toContain(line);
    for (const start of absent) expect(lines.filter((line) => line.startsWith(start))).toEqual([]);
  });

  test('-H @FILE reads a list', async () => {
    const w = workdir();
    w.write('headers', 'X-A: 1\nX-B: 2\n');
    await w.sh('pfetch -o f -H @headers', { input: server.url('/echo') });
    expect(w.read('f')).toMatch(/^X-A: 1\nX-B: 2$/m);
  });

  test('of the row: headers and referer, which win over the options', async () => {
    const said = await headersOf("-H 'X-One: option' -e https://option.example/", {
      headers: { 'X-One': 'row', 'X-Row': 'yes' },
      referer: 'https://row.example/',
    });
    expect(said).toMatch(/^X-One: row$/m);
    expect(said).toMatch(/^X-Row: yes$/m);
    expect(said).toMatch(/^Referer: https:\/\/row\.example\/$/m);
    expect(said).not.toMatch(/option/);
  });

  test.each(["-H 'no colon'", "-H 'Bad Name: x'", '-u no-colon', "-A 'a\nb'"])(
    '%s is wrong usage',
    async (options) => {
      const { status, stdout, stderr } = await workdir().sh(`pfetch ${options}`);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^pfetch: --/);
    },
  );
});

describe('logins', () => {
  test('in the URL are sent and not shown', async () => {
    const url = server.url('/echo/login').replace('//', '//me:geheim@');
    const { w, row } = await fetchOne(url);
    expect(w.read('f')).toContain(basic('me:geheim'));
    expect(w.read('f')).not.toMatch(/^Host: .*@/m);
    expect(JSON.stringify({ ...row, url: '' })).not.toContain('geheim');
  });

  test('by host from --netrc-file, and from ~/.netrc with --netrc', async () => {
    const w = workdir();
    w.write(
      'netrc',
      'machine 127.0.0.1 login me password geheim\nmachine 127.0.0.2 login you password other\n',
    );
    await w.sh('pfetch -o a --netrc-file netrc', { input: server.url('/echo/netrc') });
    expect(w.read('a')).toContain(basic('me:geheim'));
    await w.sh('cp netrc "$HOME/.netrc"; pfetch -o b --netrc', { input: server.url('/echo/netrc') });
    expect(w.read('b')).toContain(basic('me:geheim'));
    await w.sh('pfetch -o c', { input: server.url('/echo/netrc') });
    expect(w.read('c')).not.toContain('Authorization');
    const missing = await w.sh('pfetch --netrc-file nowhere');
    expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining('nowhere')]);
  });

  test.each([
    ['in the URL', '', {}, true],
    ['-u', '-u me:geheim', {}, false],
    ['-H Authorization', "-H 'Authorization: Bearer geheim'", {}, false],
    ['-H Cookie', "-H 'Cookie: geheim=1'", {}, false],
    ['-b', "-b 'geheim=1'", {}, false],
    ['headers of the row', '', { headers: { Authorization: 'Bearer geheim' } }, false],
    ['cookie of the row', '', { headers: { cookie: 'geheim=1' } }, false],
  ])('%s: never to another host', async (what, options, fields, inUrl) => {
    const target = `/echo/${encodeURIComponent(what)}`;
    const url = server.url(
      `/redirect/${encodeURIComponent(what)}?to=${encodeURIComponent(other.url(target))}`,
    );
    const asked = inUrl ? url.replace('//', '//me:geheim@') : url;
    const { w, row } = await fetchOne(JSON.stringify({ url: asked, ...fields }), options);
    expect(row).toMatchObject({ ok: true, final_url: other.url(target) });
    expect(w.read('f')).not.toMatch(/authorization|cookie/i);
    expect(server.requests().at(-1)?.headerLines.join('\n')).toMatch(/^(authorization|cookie): /im);
  });

  test('not to another port of the same host either, nor back again', async () => {
    await using third = await startHostileServer();
    const back = server.url('/echo/back');
    const away = third.url(`/redirect?to=${encodeURIComponent(back)}`);
    const { w } = await fetchOne(
      server.url(`/redirect/ports?to=${encodeURIComponent(away)}`),
      '-u me:geheim',
    );
    expect(third.requests()[0]?.headers).not.toHaveProperty('authorization');
    expect(w.read('f')).not.toContain('Authorization');
  });

  test('within the host they stay', async () => {
    const { w } = await fetchOne(server.url('/redirect/within?to=/echo/within'), '-u me:geheim');
    expect(w.read('f')).toContain(basic('me:geheim'));
  });

  test('a login in a Location shows up nowhere', async () => {
    const to = other.url('/ok/located').replace('//', '//me:geheim@');
    const { said } = await fetchOne(
      server.url(`/redirect?to=${encodeURIComponent(to)}`).replace('geheim', 'g%65heim'),
    );
    expect(said.rows()[0]?.['final_url']).toBe(other.url('/ok/located'));
    const loop = other.url('/redirect-loop').replace('//', '//me:geheim@');
    const { error } = await fetchOne(server.url(`/redirect/loop?to=${encodeURIComponent(loop)}`));
    expect(error?.message).not.toContain('geheim');
  });
});

describe('cookies', () => {
  const start = (route: string) => server.url(`/redirect-setting-cookie/${route}`);

  test('-c: a server that waits for its cookie to come back is no loop, and the jar is written', async () => {
    const { w, row } = await fetchOne(start('jar'), '-c jar');
    expect(row).toMatchObject({ ok: true, status: 200, attempts: 1 });
    expect(w.read('jar')).toMatch(/^(#HttpOnly_)?127\.0\.0\.1\tFALSE\t\/\tFALSE\t0\tseen\t1$/m);
  });

  test("-b '' keeps them for the run, without a file", async () => {
    const { row, files } = await fetchOne(start('run'), "-b ''");
    expect([row['ok'], files]).toEqual([true, ['f']]);
  });

  test('-b FILE sends what is for the host and nothing else', async () => {
    const w = workdir();
    const line = (host: string, name: string) => `${host}\tFALSE\t/\tFALSE\t0\t${name}\t1\n`;
    w.write('jar', `# Netscape HTTP Cookie File\n${line('127.0.0.1', 'mine')}${line('127.0.0.2', 'theirs')}`);
    await w.sh('pfetch -o f -b jar', { input: server.url('/echo/jar') });
    expect(w.read('f')).toMatch(/^Cookie: mine=1$/m);
  });

  test('without either none are kept: a loop stays a loop', async () => {
    const url = start('none');
    expect(inShort(url, await fetchOne(url))).toBe('failed 302 redirect/loop');
  });
});
