import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

describe('rows in', () => {
  test('bare URLs and rows, CRLF, BOM, blank lines, comments, no last newline', async () => {
    const w = workdir();
    const [a, b, c] = ['/ok/in/a.bin', '/ok/in/b.bin', '/ok/in/c.bin'].map((route) => server.url(route));
    const input = `\ufeff${a}\r\n\n# no row\n{"url":"${b}","id":7}\r\n   \n${c}`;
    const said = await w.sh('pfetch', { input });
    expect([said.status, said.stderr]).toEqual([0, '']);
    expect(said.rows().map(({ url }) => url)).toEqual(expect.arrayContaining([a, b, c]));
    expect(said.rows()).toHaveLength(3);
  });

  test('files as operands, - for standard input, in their order', async () => {
    const w = workdir();
    w.write('one', 'https://h.example/1\n');
    w.write('three', 'https://h.example/3\n');
    const said = await w.sh('pfetch -n one - three', { input: 'https://h.example/2\n' });
    expect(said.rows().map(({ url }) => url)).toEqual([1, 2, 3].map((n) => `https://h.example/${n}`));
    const missing = await w.sh('pfetch -n nowhere');
    expect([missing.status, missing.stdout]).toEqual([2, '']);
    expect(missing.stderr).toMatch(/^pfetch: .*nowhere.*no such file/i);
  });

  test('the first row is answered long before the second comes', async () => {
    const w = workdir();
    const running = w.start('exec pfetch', { keepsInputOpen: true });
    running.write(`${server.url('/ok/early')}\n`);
    expect(JSON.parse((await running.waitForLines(1))[0] ?? '')).toMatchObject({ ok: true });
    running.write(`${server.url('/ok/late')}\n`);
    running.endInput();
    expect((await w.finish(running)).rows()).toHaveLength(2);
  });

  test.each([
    ['{"url":', 'bad-line', /line 2/],
    ['{"url":"https://h.example/","url', 'bad-line', /line 2/],
    ['{"id":1}', 'bad-row', /line 2: no field "url"/],
    ['{"url":7}', 'bad-row', /line 2: "url" is not a text/],
    [
      'h.example/x.jpg',
      'bad-row',
      /line 2: the URL has no scheme; write http:\/\/h\.example\/x\.jpg or https:/,
    ],
    ['not a url', 'bad-row', /line 2: "not a url" is no URL; expected something like/],
    ['ftp://h.example/x', 'bad-row', /line 2: cannot fetch ftp: URLs, only http:, https: and data:/],
    ['file:///etc/passwd', 'bad-row', /line 2: cannot fetch file: URLs/],
    ['{"url":"https://h.example/","sha256":"abc"}', 'bad-row', /line 2: sha256 must be 64 hex digits/],
    ['{"url":"https://h.example/","size":-1}', 'bad-row', /line 2: size must be a number of bytes/],
    ['{"url":"https://h.example/","mirrors":"x"}', 'bad-row', /line 2: mirrors must be a list of URLs/],
    ['{"url":"https://h.example/","headers":[]}', 'bad-row', /line 2: headers must be an object/],
    ['{"url":"https://h.example/","headers":{"A":"b\\r\\nHost: c"}}', 'bad-row', /line 2: headers: /],
    ['{"url":"https://h.example/","referer":"a\\nb"}', 'bad-row', /line 2: headers: /],
  ])('%s is a failed row that names its line; the others are fetched', async (bad, code, message) => {
    const w = workdir();
    const said = await w.sh('pfetch', { input: `${server.url('/ok/1')}\n${bad}\n${server.url('/ok/2')}\n` });
    expect(said.status).toBe(1);
    const failed = said.rows().filter(({ ok }) => ok === false);
    expect(failed).toMatchObject([
      {
        outcome: 'failed',
        attempts: 0,
        error: { kind: 'input', code, message: expect.stringMatching(message) as string, retryable: false },
      },
    ]);
    expect(said.rows().filter(({ ok }) => ok === true)).toHaveLength(2);
  });
});

describe('rows out', () => {
  test('fields of the user pass through, flat and in order, before those of the answer', async () => {
    const w = workdir();
    const row = `{"id":"007","n":1.50,"url":"${server.url('/ok/flat')}","deep":{"a":[1,null]},"z":null}`;
    const { stdout } = await w.sh('pfetch', { input: row });
    expect(stdout.startsWith(`${row.slice(0, -1)},"ok":true,"outcome":"fetched","status":200,"path":`)).toBe(
      true,
    );
  });

  test('a result row has every field that the contract names', async () => {
    const w = workdir();
    const url = server.url('/png/x.png');
    const { stdout } = await w.sh('pfetch', { input: url });
    const [row] = [JSON.parse(stdout) as Record<string, unknown>];
    expect(row).toEqual({
      url,
      ok: true,
      outcome: 'fetched',
      status: 200,
      path: `127.0.0.1+${server.port}/png/x.png`,
      bytes: 83,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      type: 'image/png',
      attempts: 1,
      elapsed_ms: expect.any(Number) as number,
      waited_ms: expect.any(Number) as number,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
    });
    expect(`${String(row?.['sha256'])}  ${String(row?.['path'])}\n`).toBe(
      (await w.sh(`sha256sum ${String(row?.['path'])}`)).stdout,
    );
  });

  test('url is byte for byte what came in', async () => {
    const w = workdir();
    const url = `${server.url('/ok/%7euml\u00e4ut/./x/../y')}?b=2&a=%zz#part`.replace('http:', 'HTTP:');
    const said = await w.sh('pfetch', { input: `${url}\n` });
    expect(said.rows()).toMatchObject([{ url, ok: true }]);
  });

  test('path opens the file from where pfetch was started', async () => {
    const w = workdir();
    for (const dir of ['out', 'out/', './out', `${w.path}/abs`, '.']) {
      const [row] = (
        await w.sh(`pfetch --overwrite -d ${dir} -o f.bin`, { input: server.url('/ok/path') })
      ).rows();
      const path = String(row?.['path']);
      expect([dir, (await w.sh(`wc -c < ${path}`)).stdout.trim()]).toEqual([dir, '10000']);
    }
  });

  test('--plain prints the path, --format what one asks for', async () => {
    const w = workdir();
    const input = `{"id":5,"url":"${server.url('/ok/plain')}"}\n`;
    expect((await w.sh('pfetch --plain -o a', { input })).stdout).toBe('a\n');
    expect((await w.sh(String.raw`pfetch --format '{id}\t{outcome}\t{bytes}' -o b`, { input })).stdout).toBe(
      '5\tfetched\t10000\n',
    );
    expect((await w.sh('pfetch --plain -0 -o c', { input })).stdout).toBe('c\0');
  });

  test('every row is answered once: duplicates too', async () => {
    const w = workdir();
    const url = server.url('/ok/twice?ms=200');
    const said = await w.sh('pfetch', { input: `${url}\n${url}\n${url}\n` });
    expect(
      said
        .rows()
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['fetched', 'skipped', 'skipped']);
    expect(said.rows().filter(({ reason }) => reason === 'duplicate')).toHaveLength(2);
    expect([said.status, server.requests('/ok/twice').length]).toEqual([0, 1]);
  });

  test('a duplicate of a failure has failed too', async () => {
    const url = server.url('/status?code=404&dup');
    const said = await workdir().sh('pfetch', { input: `${url}\n${url}\n` });
    expect(said.rows()).toMatchObject([{ outcome: 'failed' }, { outcome: 'failed' }]);
  });
});

describe('result rows fed back', () => {
  test('retry: the failures alone, with their own fields, through jq', async () => {
    const w = workdir();
    const fine = server.url('/ok/fine');
    const flaky = server.url('/status/flaky?code=503&times=1');
    const input = `{"id":1,"url":"${fine}"}\n{"id":2,"url":"${flaky}"}\n`;
    expect((await w.sh("pfetch -o '{id}' --retry 0 > done", { input })).status).toBe(1);
    const again = await w.sh("jq -c 'select(.ok|not)' done | pfetch -o '{id}'");
    expect(again.rows()).toEqual([
      expect.objectContaining({ id: 2, url: flaky, ok: true, path: '2', attempts: 1 }),
    ]);
    expect(again.stdout).not.toContain('"error"');
    expect(w.files()).toEqual(['1', '2', 'done']);
    expect(server.requests('/ok/fine')).toHaveLength(1);
  });

  test('everything at once: what is here is skipped, what failed is fetched', async () => {
    const w = workdir();
    const input = `${server.url('/ok/back')}\n${server.url('/status/back?code=503&times=1')}\n`;
    await w.sh('pfetch --retry 0 > done', { input });
    const again = await w.sh('pfetch < done');
    expect(
      again
        .rows()
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['fetched', 'skipped']);
    expect(again.status).toBe(0);
  });

  test('refresh: the ETag of the answer makes the request conditional', async () => {
    const w = workdir();
    await w.sh('pfetch -o f > done', { input: server.url('/ok/refresh-rows') });
    const again = await w.sh('pfetch -o f --refresh < done');
    expect(again.rows()).toMatchObject([{ ok: true, outcome: 'unchanged', status: 304, path: 'f' }]);
    expect(server.requests('/ok/refresh-rows')[1]?.headers['if-none-match']).toMatch(/^"/);
  });

  test('the sha256 of a row that failed is still expected', async () => {
    const w = workdir();
    const input = JSON.stringify({ url: server.url('/ok/expected'), sha256: '0'.repeat(64) });
    await w.sh('pfetch -o f > done', { input });
    expect(w.read('done')).toContain('"sha256":"000');
    expect((await w.sh('pfetch -o f < done')).rows()).toMatchObject([{ error: { kind: 'checksum' } }]);
  });
});
