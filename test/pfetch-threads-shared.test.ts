import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { makeCertificates } from './support/certificates.js';
import type { Exchange } from './support/hostile-server/exchange.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { startNginx } from './support/nginx.js';
import { describeWith } from './support/parts.js';
import type { RowError } from './support/fetch-one.js';
import { countThreads, expectWhole, loading, partsOf, rollCall } from './support/threads.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

const many = (count: number, route: string) =>
  Array.from({ length: count }, (_, n) => server.url(`/ok/${route}/${n}?bytes=${1 + n * 100}`));

describe('what is shared stays one', () => {
  test('names: two URLs that ask for one get one file, in whichever threads they are', async () => {
    const w = workdir();
    const input = Array.from({ length: 20 }, (_, n) => server.url(`/disposition/${n}`)).join('\n');
    const said = await w.sh('pfetch --threads 3 -j 20 -J -d out', { input });
    const outcomes = said.rows().map(({ error }) => (error as { code?: string } | undefined)?.code ?? 'ok');
    expect(outcomes.sort()).toEqual(['ok', ...Array<string>(19).fill('name-taken')].sort());
    expect(w.files()).toHaveLength(1);
  });

  test('names that need the body: {sha256} and {ext}', async () => {
    const w = workdir();
    const said = await w.sh("pfetch --threads 2 -j 9 -d out -o '{sha256}.{ext}'", {
      input: many(20, 'digest').join('\n'),
    });
    const rows = said.rows();
    expect([said.status, rows.length]).toEqual([0, 20]);
    for (const { path, sha256 } of rows)
      expect(path).toMatch(new RegExp(`^out/${String(sha256)}\\.(bin|txt)$`));
    expectWhole(w, rows);
    expect(partsOf(w)).toEqual([]);
  });

  test('contents: of forty copies that come at once --dedupe skip keeps one, and link makes links', async () => {
    const copy = async (one: Exchange) => {
      // The first tells that the host answers well; the copies of its like come side by side.
      const isFirst = one.request.path === '/copy/first';
      await one.sleep(isFirst ? 0 : 300);
      return one.reply(200, {}, isFirst ? 'first of all\n' : 'the same bytes\n');
    };
    await using own = await startHostileServer({ routes: { copy } });
    const input = ['first', ...Array(40).keys()].map((n) => own.url(`/copy/${n}`)).join('\n');
    const w = workdir();
    const skip = await w.sh('pfetch --threads 3 -j 40 -d skip --dedupe skip', { input });
    expect(skip.rows().filter(({ outcome }) => outcome === 'fetched')).toHaveLength(2);
    expect([skip.status, w.files().length]).toEqual([0, 2]);
    const link = await w.sh('pfetch --threads 3 -j 40 -d link --dedupe link', { input });
    const originals = link.rows().filter(({ duplicate_of: of }) => of === undefined);
    expect([link.status, originals.length]).toEqual([0, 2]);
    expect((await w.sh('stat -c %h link/*/*/* | sort -n | uniq -c')).stdout).toMatch(/^ *1 1\n *40 40\n$/);
  });

  test('learned placeholders: copies are taken back as with one thread', async () => {
    const same = { copy: (one: Exchange) => one.reply(200, {}, 'gone for good\n') };
    await using own = await startHostileServer({ routes: same });
    const input = Array.from({ length: 30 }, (_, n) => own.url(`/copy/${n}`)).join('\n');
    const w = workdir();
    await w.sh('pfetch --threads 3 -j 30 -d out --learn-placeholders 4', { input });
    expect(w.files()).toEqual([]);
  });

  test('quotas: of the bodies under way, files that turn up take the places of as many and no more', async () => {
    const w = workdir();
    w.write('a/4', 'here');
    const rows = [1, 2, 3, 4].map((id) => ({ url: server.url(`/ok/quota/${id}?ms=500`), class: 'a', id }));
    const input = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const said = await w.sh("pfetch --threads 2 --quota class=3 -o '{class}/{id}'", { input });
    const ends = said.rows().map(({ outcome, reason }) => reason ?? outcome);
    expect([said.status, ends.sort()]).toEqual([0, ['exists', 'fetched', 'fetched', 'quota']]);
    expect(w.files()).toHaveLength(3);
  });

  test('the name of a body that lost its place is free once nothing is left of that body', async () => {
    const held = { held: (one: Exchange) => one.untilClientLeaves() };
    await using own = await startHostileServer({ routes: held });
    const w = workdir();
    for (const id of [2, 3]) w.write(`a/${id}`, 'here');
    const row = (url: string, of: string, id: number) =>
      `${JSON.stringify({ url: own.url(url), class: of, out: `a/${id}` })}\n`;
    const running = w.start('exec pfetch --threads 2 --quota class=2 --first-byte-timeout 1s --retry 0', {
      keepsInputOpen: true,
    });
    running.write(row('/held', 'a', 1));
    await own.waitForRequests(1, '/held');
    // The next two fill its class; the last wants its name for another one.
    running.write(row('/ok/2', 'a', 2) + row('/ok/3', 'a', 3) + row('/held', 'b', 1));
    running.endInput();
    const said = await w.finish(running);
    const ends = said
      .rows()
      .map(({ outcome, reason, error }) => [outcome, reason, (error as RowError)?.code]);
    expect(ends).toEqual([
      ['skipped', 'exists', undefined],
      ['skipped', 'exists', undefined],
      ['skipped', 'quota', undefined],
      ['failed', undefined, 'first-byte-timeout'],
    ]);
    expect([own.requests('/held').length, partsOf(w)]).toEqual([2, []]);
  });

  test('a data: URL needs no thread', async () => {
    const w = workdir();
    const said = await w.sh('pfetch --threads 2 -o f', {
      input: 'data:,here',
      env: loading(w, rollCall),
    });
    expect([said.status, w.read('f'), countThreads(w)]).toEqual([0, 'here', 0]);
  });
});

describeWith(['nginx', 'openssl'], 'TLS', () => {
  test('each thread trusts --cacert, over HTTP/1.1 and HTTP/2', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'threads-'));
    const certificates = await makeCertificates(folder);
    const nginx = await startNginx({ tls: certificates.good });
    nginx.publish('f', Buffer.alloc(300_000, 'x'));
    const w = workdir();
    const input = Array.from({ length: 12 }, (_, n) => nginx.url(`/f?${n}`)).join('\n');
    const common = `pfetch --threads 3 -j 6 --cacert ${certificates.caFile}`;
    const said = await w.sh(`${common} -d out`, { input });
    const other = await w.sh(`${common} --http2 -d h2`, { input });
    await nginx.stop();
    rmSync(folder, { recursive: true });
    expect([said.status, other.status, said.rows().length]).toEqual([0, 0, 12]);
    expect(new Set([...said.rows(), ...other.rows()].map(({ bytes }) => bytes))).toEqual(new Set([300_000]));
  });
});
