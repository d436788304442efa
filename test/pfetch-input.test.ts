import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

describe('a line that is no URL', () => {
  test.each([
    ['host/x', /^line 1: the URL has no scheme; write http:\/\/host\/x or https:\/\/$/],
    ['h.example:8080/x', /no scheme; write http:\/\/h\.example:8080\/x/],
    ['//h.example/x', /no scheme; write http:\/\/h\.example\/x/],
    ['id,url,caption', /^line 1: not a URL: is this a line of a table\? list-rows reads CSV and TSV$/],
    ['17,http://h.example/x,a cat', /list-rows reads CSV and TSV/],
    ['"a","b"', /list-rows reads CSV and TSV/],
    ['http://h.example/x\ta cat', /^line 1: a tab in the URL: is this a table\? list-rows reads it$/],
    ['{"url":"http://h.example/x\\ta cat"}', /a tab in the URL/],
    ['http://h.example/x a cat', /^line 1: a blank in the URL: is this a table\? list-rows reads it;/],
    ['ftp://h.example/x', /^line 1: cannot fetch ftp: URLs, only http:, https: and data:$/],
    ['mailto:a@h.example', /^line 1: cannot fetch mailto: URLs/],
    ['nonsense', /^line 1: "nonsense" is no URL; expected something like https:/],
  ])('%j is told what it looks like', async (line, message) => {
    const { rows } = await workdir()
      .sh('pfetch', { input: `${line}\n` })
      .then((said) => ({ rows: said.rows() }));
    expect(rows).toMatchObject([{ ok: false, attempts: 0, error: { kind: 'input' } }]);
    expect((rows[0]?.['error'] as { message: string }).message).toMatch(message);
  });

  test('a blank in a row is a blank, and in a data: URL too', async () => {
    const row = JSON.stringify({ url: server.url('/ok/a blank') });
    const said = await workdir().sh('pfetch', { input: `${row}\ndata:text/plain,a b\n` });
    expect(said.rows().map(({ ok }) => ok)).toEqual([true, true]);
    expect(server.requests('/ok/a%20blank')).toHaveLength(1);
  });
});

describe('input that is no list', () => {
  test.each([
    ['PAR1\x15\x04', '"list" is a Parquet file; use: list-rows FILE | pfetch'],
    ['[{"url":"http://h.example/1"},\n', '"list" is a JSON array; use: list-rows FILE | pfetch'],
    ['\n [\n{\n', '"list" is a JSON array; use: list-rows FILE | pfetch'],
    ['BZh91AY&SY', '"list" is packed with bzip2; use: bzcat FILE | pfetch'],
  ])('%j is one message, and no row', async (content, message) => {
    const w = workdir();
    w.write('list', Buffer.from(content, 'latin1'));
    const said = await w.sh('pfetch list');
    expect([said.status, said.stdout, said.stderr]).toEqual([2, '', `pfetch: ${message}\n`]);
    const piped = await w.sh('cat list | pfetch');
    expect(piped.stderr).toBe(`pfetch: ${message.replace('"list"', 'standard input')}\n`);
  });
});

describe('gzip', () => {
  test.each([
    'pfetch < list.gz',
    'pfetch list.gz',
    'gzip -dc list.gz | gzip | pfetch',
    "gzip -dc list.gz | sed 's/.*/{\"id\":1}/' | gzip | seq-urls --stdin 'http://h.example/{id}'",
  ])('%s reads what it has packed', async (command) => {
    const w = workdir();
    w.write('list.gz', gzipSync(['a', 'b', 'c'].map((name) => `${server.url(`/ok/${name}`)}\n`).join('')));
    const said = await w.sh(command);
    expect([said.status, said.lines().length]).toEqual([0, 3]);
  });

  test('that is cut short stops the run; what came before is fetched', async () => {
    const w = workdir();
    w.write('list.gz', gzipSync(`${server.url('/ok/cut')}\n`).subarray(0, -4));
    const said = await w.sh('pfetch list.gz');
    expect([said.status, said.stderr]).toEqual([
      3,
      expect.stringMatching(/^pfetch: "list\.gz" is damaged or cut short: /),
    ]);
  });
});

describe('ends of lines', () => {
  const urls = ['a', 'b', 'c'].map((name) => `http://h.example/${name}`);
  test.each([
    ['\\r alone', '\r', 'pfetch -n'],
    ['\\r\\n', '\r\n', 'pfetch -n'],
    ['NUL, with -0', '\0', "pfetch -n -0 | tr '\\0' '\\n'"],
    ['\\n, with -0', '\n', "pfetch -n -0 | tr '\\0' '\\n'"],
  ])('%s', async (_, end, command) => {
    const said = await workdir().sh(command, { input: urls.join(end) + end });
    expect(said.rows().map(({ url }) => url)).toEqual(urls);
  });

  test('a \\r that ends a chunk waits for what follows', async () => {
    const w = workdir();
    const running = w.start('exec pfetch -n', { keepsInputOpen: true });
    running.write('http://h.example/a\r');
    await new Promise((resolve) => setTimeout(resolve, 300));
    running.write('\nhttp://h.example/b\r\n');
    running.endInput();
    expect((await w.finish(running)).rows().map(({ url }) => url)).toEqual(urls.slice(0, 2));
  });
});

describe('operands', () => {
  test('with scheme:// are rows, among files and by themselves', async () => {
    const w = workdir();
    w.write('list', `${server.url('/ok/listed')}\n`);
    const named = [server.url('/ok/named?a=1&b=2'), server.url('/ok/last')];
    const said = await w.sh(`pfetch -j 1 '${named[0]}' list ${named[1]}`);
    const all = [named[0], server.url('/ok/listed'), named[1]];
    expect([said.status, said.rows().map(({ url }) => url)]).toEqual([0, all]);
    const alone = await w.sh(`pfetch --overwrite --progress json ${named[1]}`, { input: 'unread\n' });
    expect([alone.rows().length, alone.stderr]).toEqual([1, expect.stringContaining('"total":1')]);
  });

  test('a scheme that cannot be fetched is a row too', async () => {
    const said = await workdir().sh('pfetch ftp://h.example/x');
    expect(said.rows()).toMatchObject([{ url: 'ftp://h.example/x', error: { kind: 'input' } }]);
  });
});
