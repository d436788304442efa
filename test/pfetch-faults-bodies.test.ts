import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fetchOne, inShort } from './support/fetch-one.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

const whole = 'fetched 200 whole';

describe('content codings are undone on the way to the disk', () => {
  test.each([
    ['gzip', whole],
    ['x-gzip', whole],
    ['deflate', whole],
    ['deflate-raw', whole],
    ['br', whole],
    ['gzip-twice', whole],
    ['gzip-capitals', whole],
    ['gzip-members', whole],
    ['gzip-trailing-zeros', whole],
    ['encoding-identity', whole],
    ['gzip-empty', 'fetched 200 0 bytes'],
    ['gzip-truncated', 'failed 200 truncated/Z_BUF_ERROR+'],
    ['gzip-corrupt', 'failed 200 http/Z_DATA_ERROR'],
    ['gzip-that-is-plain', 'failed 200 http/Z_DATA_ERROR'],
    ['encoding-unknown', 'failed 200 http/unknown-coding'],
    ['encoding-constructor', 'failed 200 http/unknown-coding'],
    ['gzip-thrice', 'rejected 200 size/too-many-codings'],
    ['gzip-bomb', 'rejected 200 size/unpacks-too-far'],
  ])('%s: %s', async (fault, answer) => {
    const url = server.url(`/${fault}`);
    const fetched = await fetchOne(url, '--retry 0');
    expect([inShort(url, fetched), fetched.files]).toEqual([
      answer,
      answer.startsWith('fetched') ? ['f'] : [],
    ]);
  });

  test.each([
    ['gzip-thrice', 'size', 'too-many-codings'],
    ['encoding-constructor', 'http', 'unknown-coding'],
    ['text-bomb', 'size', 'unpacks-too-far'],
  ])('list-links keeps the same limits: %s', async (fault, kind, code) => {
    const text = gzipSync(Buffer.alloc(20_000_000, ' '), { level: 9 });
    const type = { 'Content-Type': 'text/html' };
    await using own = await startHostileServer({
      routes: {
        'text-bomb': (exchange) => exchange.reply(200, { ...type, 'Content-Encoding': 'gzip' }, text),
      },
    });
    const said = await workdir().sh(`list-links --retry 0 ${own.url(`/${fault}`)}`);
    expect(said.rows().at(-1)).toMatchObject({ ok: false, error: { kind, code } });
  });

  test('what shrinks to little is no bomb', async () => {
    const lines = Buffer.from('0,0,0,0,0,0,0,0,0,1\n'.repeat(1_000_000));
    await using own = await startHostileServer({
      routes: {
        lines: (exchange) =>
          exchange.reply(200, { 'Content-Encoding': 'gzip' }, gzipSync(lines, { level: 1 })),
      },
    });
    expect((await fetchOne(own.url('/lines'))).row).toMatchObject({ ok: true, bytes: lines.length });
  });

  test('zstd where the runtime knows it, else a row that says so', async () => {
    const url = server.url('/zstd');
    expect([whole, 'failed 200 http/unknown-coding']).toContain(inShort(url, await fetchOne(url)));
  });

  test('only codings that can be undone are asked for', async () => {
    await fetchOne(server.url('/ok/codings'));
    expect(server.requests('/ok/codings')[0]?.headers['accept-encoding']).toMatch(
      /^gzip, deflate, br(, zstd)?$/,
    );
  });

  test('an archive under Content-Encoding stays what its name says', async () => {
    const url = server.url('/gzip/data.tar.gz');
    const { w } = await fetchOne(url);
    expect(w.bytes('f').subarray(0, 2).toString('hex')).toBe('1f8b');
  });

  test('--max-filesize counts the bytes that come out of a gzip bomb', async () => {
    const { row, error, files } = await fetchOne(server.url('/gzip-bomb'), '--max-filesize 3M');
    expect(row).toMatchObject({ ok: false, outcome: 'rejected', status: 200, attempts: 1 });
    expect(error).toMatchObject({ kind: 'size', code: 'too-large', retryable: false });
    expect(files).toEqual([]);
  });
});

describe('bodies without end are cut by --max-filesize', () => {
  test.each(['endless-body', 'endless-chunked', 'huge-length'])('%s', async (fault) => {
    const url = server.url(`/${fault}`);
    const fetched = await fetchOne(url, '--max-filesize 100k');
    expect(inShort(url, fetched)).toBe('rejected 200 size/too-large');
    expect(fetched.files).toEqual([]);
  });
});

describe('redirects', () => {
  test.each([
    ['redirect', '/ok'],
    ['redirect?status=301', '/ok'],
    ['redirect?status=303', '/ok'],
    ['redirect?status=307', '/ok'],
    ['redirect?status=308', '/ok'],
    ['redirect-chain?n=20', '/ok/end-of-chain'],
    ['redirect-relative', '/ok/relative?bytes=77'],
    ['redirect-spaces', '/ok/with%20blank'],
    ['redirect-utf8', '/ok/%C3%BCber'],
    ['redirect-twice-located', '/ok/one'],
    ['redirect-endless-body', '/ok/after-endless'],
  ])('%s ends at %s, which final_url names', async (fault, end) => {
    const url = server.url(`/${fault}`);
    const { row, w } = await fetchOne(url);
    expect(row).toMatchObject({ url, ok: true, outcome: 'fetched', status: 200, final_url: server.url(end) });
    expect(w.bytes('f')).toHaveLength(end.includes('bytes=77') ? 77 : 10_000);
  });

  test.each([
    ['redirect-loop', 'redirect/loop'],
    ['redirect-pair', 'redirect/loop'],
    ['redirect-for-ever', 'redirect/too-many'],
    ['redirect-unparsable', 'redirect/bad-location'],
    ['redirect-empty', 'redirect/missing-location'],
    ['redirect-without-location', 'redirect/missing-location'],
    ['redirect-to-file', 'redirect/bad-scheme'],
    ['redirect-to-ftp', 'redirect/bad-scheme'],
    ['redirect-to-data', 'redirect/bad-scheme'],
  ])('%s: failed 302 %s, not tried again', async (fault, error) => {
    const url = server.url(`/${fault}`);
    const fetched = await fetchOne(url);
    expect(inShort(url, fetched)).toBe(`failed 302 ${error}`);
    expect([fetched.row['attempts'], fetched.files]).toEqual([1, []]);
  });

  test('a fragment of the Location stays at home', async () => {
    await fetchOne(server.url('/redirect-fragment'));
    expect(server.requests('/ok/page').map(({ target }) => target)).toEqual(['/ok/page']);
  });

  test('--max-redirs says how many are followed', async () => {
    const { row } = await fetchOne(server.url('/redirect-chain?n=2'), '--max-redirs 2');
    expect(row['ok']).toBe(true);
    const { error } = await fetchOne(server.url('/redirect-chain?n=3'), '--max-redirs 2');
    expect(error).toMatchObject({ kind: 'redirect', code: 'too-many', message: 'more than 2 redirects' });
    const none = await fetchOne(server.url('/redirect?max-redirs=0'), '--max-redirs 0');
    expect(none.error).toMatchObject({ kind: 'redirect', code: 'too-many' });
  });
});

describe('the type in a row is that of the bytes', () => {
  test.each([
    ['png', 'image/png'],
    ['png-as-jpeg', 'image/png'],
    ['png-as-octets', 'image/png'],
    ['png-as-html', 'image/png'],
    ['png-in-brackets', 'image/png'],
    ['png-with-charset', 'image/png'],
    ['png-without-type', 'image/png'],
    ['jpeg-as-gif', 'image/jpeg'],
    ['gif', 'image/gif'],
    ['html-as-jpeg', 'text/html'],
    ['png-cut', 'image/png'],
    ['empty-as-jpeg', undefined],
  ])('%s: %s', async (fault, type) => {
    const { row } = await fetchOne(server.url(`/${fault}`));
    expect([row['outcome'], row['type']]).toEqual(['fetched', type]);
  });

  test('html-404-as-jpeg: a page with status 404 is no picture, whatever its header says', async () => {
    const url = server.url('/html-404-as-jpeg');
    const fetched = await fetchOne(url);
    expect([inShort(url, fetched), fetched.files]).toEqual(['failed 404 http/404', []]);
  });
});
