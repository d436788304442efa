import { createHash } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fetchOne, inShort } from './support/fetch-one.js';
import { bodyFor } from './support/hostile-server/body-bytes.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

describe('--accept judges by the first bytes', () => {
  test.each([
    ['png', 'image/*', 'fetched'],
    ['png-as-html', 'image/*', 'fetched'],
    ['png', 'application/pdf,IMAGE/PNG', 'fetched'],
    ['png', 'image/jpeg', 'rejected 200 type/image/png'],
    ['html-as-jpeg', 'image/*', 'rejected 200 type/text/html'],
    ['empty-as-jpeg', 'image/*', 'rejected 200 type/unknown'],
    ['ok?type=image/jpeg', 'image/*', 'rejected 200 type/unknown'],
    ['gzip-that-is-plain/png?type=image/png', 'image/*', 'failed 200 http/Z_DATA_ERROR'],
  ])('%s under %s: %s', async (fault, types, answer) => {
    const url = server.url(`/${fault}`);
    const fetched = await fetchOne(url, `--accept '${types}'`);
    expect(inShort(url, fetched)).toMatch(new RegExp(`^${answer}`));
    expect(fetched.files).toEqual(answer === 'fetched' ? ['f'] : []);
    expect(fetched.row['attempts']).toBe(1);
  });

  test('a body that is none of them is not read to its end', async () => {
    const url = server.url('/endless-body/accept');
    expect(inShort(url, await fetchOne(url, '--accept image/*'))).toBe('rejected 200 type/unknown');
  });

  test('the message names the type that it is and those that were wanted', async () => {
    const { error } = await fetchOne(server.url('/html-as-jpeg'), '--accept image/*,application/pdf');
    expect(error?.message).toBe('the body is text/html, not image/* or application/pdf');
  });

  test.each(['image', 'image/', 'jpg,png', ''])('%j is wrong usage', async (types) => {
    const { status, stderr } = await workdir().sh(`pfetch --accept='${types}'`);
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('media types such as image/* or image/jpeg,application/pdf'),
    ]);
  });
});

describe('sizes', () => {
  test.each([
    ['ok?bytes=1000', '--max-filesize 1000', 'fetched 200 whole'],
    ['ok?bytes=1001', '--max-filesize 1000', 'rejected 200 size/too-large'],
    ['no-length?bytes=1001', '--max-filesize 1000', 'rejected 200 size/too-large'],
    ['chunked?bytes=1001', '--max-filesize 1k', 'fetched 200 whole'],
    ['gzip?bytes=5000', '--max-filesize 4k', 'rejected 200 size/too-large'],
    ['ok?bytes=1000', '--min-filesize 1000', 'fetched 200 whole'],
    ['ok?bytes=999', '--min-filesize 1000', 'rejected 200 size/too-small'],
    ['chunked?bytes=999', '--min-filesize 1000', 'rejected 200 size/too-small'],
    ['empty', '--min-filesize 1', 'rejected 200 size/too-small'],
  ])('%s under %s: %s', async (fault, limit, answer) => {
    const url = server.url(`/${fault}`);
    const fetched = await fetchOne(url, limit);
    expect(inShort(url, fetched)).toBe(answer);
    expect(fetched.files).toEqual(answer.startsWith('fetched') ? ['f'] : []);
  });

  test.each([
    [10_000, undefined],
    [9_999, 'not-as-expected'],
  ])('a row that says size %i: %s', async (size, code) => {
    const { error, files } = await fetchOne(JSON.stringify({ url: server.url('/chunked/size'), size }));
    expect([error?.code, files]).toEqual([code, code === undefined ? ['f'] : []]);
  });
});

describe('checksums', () => {
  const hex = (algorithm: string) => createHash(algorithm).update(bodyFor('/ok/sum')).digest('hex');

  test.each(['md5', 'sha1', 'sha256', 'sha384', 'sha512'])(
    '%s of the row, right and wrong',
    async (algorithm) => {
      const url = server.url('/ok/sum');
      const right = JSON.stringify({ url, [algorithm]: hex(algorithm).toUpperCase() });
      const good = await fetchOne(right, `--checksum ${algorithm}`);
      expect([good.row['ok'], good.files]).toEqual([true, ['f']]);
      const wrong = hex(algorithm).replace(/^../, hex(algorithm).startsWith('00') ? '11' : '00');
      const bad = await fetchOne(JSON.stringify({ url, [algorithm]: wrong }), `--checksum ${algorithm}`);
      expect(bad.error).toMatchObject({
        kind: 'checksum',
        code: algorithm,
        message: `${algorithm} is ${hex(algorithm)}, not ${wrong}`,
        retryable: false,
      });
      expect([bad.row['outcome'], bad.files]).toEqual(['failed', []]);
    },
  );

  test('sha256 is compared without being asked for, another is not', async () => {
    const url = server.url('/ok/sum');
    expect((await fetchOne(JSON.stringify({ url, sha256: '0'.repeat(64) }))).error?.kind).toBe('checksum');
    expect((await fetchOne(JSON.stringify({ url, md5: '0'.repeat(32) }))).row['ok']).toBe(true);
  });

  test('--no-sha256 computes none, but for a row that asks', async () => {
    const url = server.url('/ok/sum');
    expect((await fetchOne(url)).row['sha256']).toBe(hex('sha256'));
    expect((await fetchOne(url, '--no-sha256')).row).not.toHaveProperty('sha256');
    const asked = await fetchOne(JSON.stringify({ url, sha256: '0'.repeat(64) }), '--no-sha256');
    expect(asked.error?.kind).toBe('checksum');
  });
});

describe('data: URLs', () => {
  test.each([
    ['data:,hello%20world', 'hello world'],
    ['data:text/plain;base64,aGVsbG8=', 'hello'],
    ['data:text/plain;base64,aGVs%0AbG8', 'hello'],
    ['data:text/plain;charset=utf-8,%E2%82%AC', '\u20ac'],
    ['data:,', ''],
  ])('%s', async (url, text) => {
    const { row, w } = await fetchOne(url);
    expect([row['outcome'], row['url'], w.read('f')]).toEqual(['fetched', url, text]);
  });

  test.each(['data:no-comma', 'data:;base64,!!!', 'data:;base64,A'])('%s is a failed row', async (url) => {
    const { error, files } = await fetchOne(url);
    expect([error, files]).toEqual([expect.objectContaining({ kind: 'input', code: 'bad-data-url' }), []]);
  });

  test('are judged like any other body', async () => {
    const gif = 'data:image/png;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
    expect((await fetchOne(gif, '--accept image/gif')).row).toMatchObject({ ok: true, type: 'image/gif' });
    expect((await fetchOne('data:,hello', '--accept image/*')).error).toMatchObject({ kind: 'type' });
    expect((await fetchOne('data:,hello', '--max-filesize 4')).error).toMatchObject({ code: 'too-large' });
  });
});

describe('mirrors', () => {
  test('of the row are tried in order when its own URL has failed for good', async () => {
    const mirrors = [server.url('/status/m1?code=410'), server.url('/ok/mirror'), server.url('/ok/unneeded')];
    const url = server.url('/status/own?code=404');
    const { row, w } = await fetchOne(JSON.stringify({ url, mirrors }));
    expect(row).toMatchObject({ url, ok: true, outcome: 'fetched', attempts: 3 });
    expect(w.bytes('f').equals(bodyFor('/ok/mirror'))).toBe(true);
    expect(server.requests('/ok/unneeded')).toEqual([]);
  });

  test('that fail too: the row is answered once, by the last', async () => {
    const url = server.url('/status/a?code=404');
    const { row } = await fetchOne(JSON.stringify({ url, mirrors: [server.url('/status/b?code=410')] }));
    expect(row).toMatchObject({ ok: false, status: 410, attempts: 2 });
  });

  test('--mirror adds one to every row; an archive answer counts only with Memento-Datetime', async () => {
    await using archive = await startHostileServer({
      routes: {
        web: (exchange) =>
          exchange.reply(
            200,
            exchange.request.path.includes('kept')
              ? { 'Memento-Datetime': 'Tue, 01 Feb 2011 03:04:05 GMT' }
              : {},
            'from the archive',
          ),
      },
    });
    const mirror = `--mirror '${archive.url('/web/2011id_/{url}')}'`;
    const kept = await fetchOne(server.url('/status/kept?code=404'), mirror);
    expect([kept.row['ok'], kept.w.read('f')]).toEqual([true, 'from the archive']);
    expect(archive.requests()[0]?.target).toBe(`/web/2011id_/${server.url('/status/kept?code=404')}`);
    const lost = await fetchOne(server.url('/status/lost?code=404'), mirror);
    expect([lost.error?.code, lost.files]).toEqual(['not-a-capture', []]);
  });

  test('a part of the first is no beginning of the second', async () => {
    const row = {
      url: server.url('/resume/first?bytes=20000'),
      mirrors: [server.url('/ok/second?bytes=20000')],
    };
    const { w } = await fetchOne(JSON.stringify(row), '--retry 0');
    expect(w.bytes('f').equals(bodyFor('/ok/second?bytes=20000'))).toBe(true);
    expect(server.requests('/ok/second').map(({ headers }) => headers['range'])).toEqual([undefined]);
  });
});
