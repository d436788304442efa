import { createHash } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fetchOne, inShort } from './support/fetch-one.js';
import { bodyBytes, bodyFor } from './support/hostile-server/body-bytes.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

const continued = ['-', 'bytes=1000-'];
const restarted = ['-', 'bytes=1000-', '-'];

describe('the second attempt at a body that came short', () => {
  test.each([
    ['resume', continued, 'fetched 206 whole'],
    ['range-ignored', continued, 'fetched 200 whole'],
    ['range-416', restarted, 'fetched 200 whole'],
    ['range-off-by-one', restarted, 'fetched 200 whole'],
    ['range-from-start', restarted, 'fetched 200 whole'],
    ['range-without-content-range', restarted, 'fetched 200 whole'],
    ['range-other-total', restarted, 'fetched 200 whole'],
    ['if-range-ignored', restarted, 'fetched 200 whole'],
    ['range-ignored-changed', continued, 'fetched 200 10500 bytes'],
    // A weak ETag says that two bodies mean the same, not that they are the same bytes.
    ['weak-etag', ['-', '-'], 'fetched 200 whole'],
  ])('%s: asks %j, then %s', async (fault, ranges, answer) => {
    const url = server.url(`/${fault}`);
    const fetched = await fetchOne(url, '--retry 1');
    expect(rangesOf(`/${fault}`)).toEqual(ranges);
    expect([inShort(url, fetched), fetched.row['attempts']]).toEqual([answer, 2]);
    expect(fetched.files).toEqual(['f']);
  });

  test('etag-changes: the file is the new one from its first byte, not half old and half new', async () => {
    const { w, row } = await fetchOne(server.url('/etag-changes'), '--retry 1');
    expect(row).toMatchObject({ ok: true, status: 200, attempts: 2 });
    expect(w.bytes('f').equals(bodyBytes(10_000, '/etag-changes 2'))).toBe(true);
    const [, second] = server.requests('/etag-changes');
    expect(second?.headers).toMatchObject({
      range: 'bytes=1000-',
      'if-range': expect.stringMatching(/^"/) as string,
    });
  });

  test('range-ignored-changed: nothing of the old body stays', async () => {
    const { w } = await fetchOne(server.url('/range-ignored-changed/b'), '--retry 1');
    expect(w.bytes('f').equals(bodyBytes(10_500, '/range-ignored-changed/b changed'))).toBe(true);
  });

  test('range-cut-again: goes on from where it stands each time', async () => {
    const route = '/range-cut-again?after=4000';
    const url = server.url(route);
    expect(inShort(url, await fetchOne(url, '--retry 2'))).toBe('fetched 206 whole');
    expect(rangesOf(route)).toEqual(['-', 'bytes=4000-', 'bytes=8000-']);
  });

  test('range-lies: bytes that do not belong together are found by their sha256', async () => {
    const url = server.url('/range-lies');
    const sha256 = createHash('sha256').update(bodyFor('/range-lies')).digest('hex');
    const { error, files } = await fetchOne(JSON.stringify({ url, sha256 }), '--retry 1');
    expect(error).toMatchObject({ kind: 'checksum', code: 'sha256', retryable: false });
    expect(files).toEqual([]);
  });

  test('range-unasked: half a body that nobody asked for is no file', async () => {
    const url = server.url('/range-unasked');
    const fetched = await fetchOne(url, '--retry 0');
    expect([inShort(url, fetched), fetched.files]).toEqual(['failed 206 http/unasked-range+', []]);
  });
});

describe('the second run', () => {
  test('continues the .part of the first and leaves only the file', async () => {
    const w = workdir();
    const url = server.url('/resume/runs');
    expect((await w.sh('pfetch -o f --retry 0', { input: url })).status).toBe(1);
    expect([w.files(), w.bytes('f.part').length]).toEqual([['f.part', 'f.part.json'], 1000]);
    const second = await w.sh('pfetch -o f', { input: url });
    expect(second.rows()).toMatchObject([{ ok: true, status: 206, bytes: 10_000, attempts: 1 }]);
    expect([w.files(), w.bytes('f').equals(bodyFor('/resume/runs'))]).toEqual([['f'], true]);
    expect(rangesOf('/resume/runs')).toEqual(continued);
  });

  test('hashes the whole of a continued body', async () => {
    const w = workdir();
    const url = server.url('/resume/hash');
    await w.sh('pfetch -o f --retry 0', { input: url });
    const [row] = (await w.sh('pfetch -o f', { input: url })).rows();
    expect(`${String(row?.['sha256'])}  f\n`).toBe((await w.sh('sha256sum f')).stdout);
  });

  test.each([
    ['is gone', (w: ReturnType<typeof workdir>) => w.sh('rm f.part.json')],
    ['is torn', (w: ReturnType<typeof workdir>) => w.write('f.part.json', '{"url":"http')],
    ['is no object', (w: ReturnType<typeof workdir>) => w.write('f.part.json', 'null')],
  ])('begins again where the note beside the .part %s', async (how, spoil) => {
    const w = workdir();
    const route = `/resume/${how.replaceAll(' ', '-')}`;
    await w.sh('pfetch -o f --retry 0', { input: server.url(route) });
    await spoil(w);
    const again = await w.sh('pfetch -o f', { input: server.url(route) });
    expect(again.rows()).toMatchObject([{ ok: true, status: 200 }]);
    expect([w.files().includes('f.part'), w.bytes('f').equals(bodyFor(route))]).toEqual([false, true]);
    expect(rangesOf(route)).toEqual(['-', '-']);
  });

  test('does not continue what another URL has left under the same name', async () => {
    const w = workdir();
    await w.sh('pfetch -o f --retry 0', { input: server.url('/resume/one') });
    const other = await w.sh('pfetch -o f', { input: server.url('/ok/other') });
    expect(other.rows()).toMatchObject([{ ok: true, status: 200 }]);
    expect(w.bytes('f').equals(bodyFor('/ok/other'))).toBe(true);
    expect(rangesOf('/ok/other')).toEqual(['-']);
  });

  test('a .part that is a symbolic link is not written through', async () => {
    const w = workdir();
    w.write('precious', 'mine');
    await w.sh('ln -s precious f.part');
    await w.sh('pfetch -o f', { input: server.url('/ok/link') });
    expect([w.read('precious'), w.bytes('f').equals(bodyFor('/ok/link'))]).toEqual(['mine', true]);
  });

  test('a login in the URL is not written beside the .part', async () => {
    const w = workdir();
    const url = server.url('/resume/login').replace('//', '//user:geheim@');
    await w.sh('pfetch -o f --retry 0', { input: url });
    expect(w.read('f.part.json')).not.toContain('geheim');
    expect((await w.sh('pfetch -o f', { input: url })).rows()).toMatchObject([{ ok: true, status: 206 }]);
  });
});

/** What the server was asked, request by request: the Range, or `-` for the whole. */
function rangesOf(route: string): string[] {
  return server.requests(route).map(({ headers }) => headers['range'] ?? '-');
}
