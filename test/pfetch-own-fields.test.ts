import { createHash } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { bodyFor } from './support/hostile-server/body-bytes.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

const hashOf = (route: string): string => createHash('sha256').update(bodyFor(route)).digest('hex');

describe("a user's field that has a name of ours", () => {
  test('is set aside, verbatim, and nothing is lost', async () => {
    const url = server.url('/png/own.png');
    const row = `{"width":640,"url":"${url}","type" : "photo","id":1.50,"status":null,"etag":7,"input":"x","error":[1],"bytes":12345678901234567890}`;
    const { stdout } = await workdir().sh('pfetch --image', { input: row });
    expect(stdout).toMatch(
      `{"url":"${url}","id":1.50,"input":{"width":640,"type" : "photo","status":null,"etag":7,"input":"x","error":[1],"bytes":12345678901234567890},"ok":true,"outcome":"fetched","status":200,`,
    );
    expect(JSON.parse(stdout)).toMatchObject({ type: 'image/png', bytes: 83, width: 64, height: 48 });
  });

  test('a row that looks like an answer, and is none, is a row of the user', async () => {
    const url = server.url('/ok/like');
    const row = { url, ok: true, outcome: 'sold', status: 'gone', attempts: 3 };
    const [answer] = (await workdir().sh('pfetch -o f', { input: JSON.stringify(row) })).rows();
    expect(answer).toMatchObject({ ok: true, outcome: 'fetched', status: 200, attempts: 1 });
    expect(answer?.['input']).toEqual({ ok: true, outcome: 'sold', status: 'gone', attempts: 3 });
  });

  test('names the file and counts for --quota and --stats-by, in this run and the next', async () => {
    const w = workdir();
    const input = [1, 2, 3, 4]
      .map((n) => `{"url":"${server.url(`/ok/seen/${n}`)}","width":${n},"type":"t${n % 2}"}\n`)
      .join('');
    const command = "pfetch -j 1 -o '{type}/{width}' --quota type=1 --stats-by type --journal j --summary s";
    const said = await w.sh(command, { input });
    const paths = said.rows().map(({ path, reason }) => path ?? reason);
    expect(paths.sort()).toEqual(['quota', 'quota', 't0/2', 't1/1']);
    const groups = (JSON.parse(w.read('s')) as { groups: { value: string }[] }).groups;
    expect(groups.map(({ value }) => value)).toEqual(['t1', 't0']);
    const fresh = input.replaceAll('/seen/', '/fresh/').replaceAll('"width":', '"width":9');
    expect((await w.sh(command, { input: fresh })).rows().map(({ reason }) => reason)).toEqual(
      Array(4).fill('quota'),
    );
  });

  test('fed back, the answer is the row that it answered: name, journal and all', async () => {
    const w = workdir();
    const input = `{"width":640,"url":"${server.url('/ok/fed')}","type":"photo","big":12345678901234567890}`;
    const command = "pfetch -o '{width}-{type}-{big}' --journal j";
    await w.sh(`${command} > done`, { input });
    const again = await w.sh(`rm 640*; ${command} < done | tee twice; ${command} < twice`);
    expect(again.rows()).toMatchObject([
      { ok: true, outcome: 'skipped', reason: 'journal' },
      { ok: true, outcome: 'skipped', reason: 'journal' },
    ]);
    expect(again.lines()[0]?.split(',"ok"')[0]).toBe(w.read('done').split(',"ok"')[0]);
    expect((await w.sh(command, { input })).rows()).toMatchObject([{ reason: 'journal' }]);
    expect(server.requests('/ok/fed')).toHaveLength(1);
  });

  test('seq-urls and list-links carry on what the row was, and nothing of the answer', async () => {
    const w = workdir();
    const input = `{"id":5,"width":640,"url":"${server.url('/ok/on')}"}`;
    const said = await w.sh("pfetch -o f | seq-urls --stdin 'https://h.example/{id}'", { input });
    expect(said.rows()).toEqual([{ url: 'https://h.example/5', id: 5, width: 640 }]);
  });
});

describe('what a row expects', () => {
  test.each(['"large"', '""', 'null', '{"w":1}', '"12 kB"'])('"size":%s expects nothing', async (size) => {
    const input = `{"url":"${server.url('/ok/size-of')}","size":${size}}`;
    const [row] = (await workdir().sh('pfetch -o f', { input })).rows();
    expect(row).toMatchObject({ ok: true, size: JSON.parse(size) as unknown });
  });

  test('"size":"10000" expects 10000 bytes', async () => {
    const of = (size: string) => ({ input: `{"url":"${server.url('/ok/size-text')}","size":"${size}"}` });
    expect((await workdir().sh('pfetch -o f', of('10000'))).rows()).toMatchObject([{ ok: true }]);
    expect((await workdir().sh('pfetch -o f', of('9'))).rows()).toMatchObject([{ error: { kind: 'size' } }]);
  });

  test('a sha256 stands where it is, and once; the journal knows the row by it', async () => {
    const w = workdir();
    const sha256 = hashOf('/ok/digest').toUpperCase();
    const input = `{"sha256":"${sha256}","url":"${server.url('/ok/digest')}"}`;
    const { stdout } = await w.sh('pfetch -o f --journal j | tee done', { input });
    expect(stdout.match(/"sha256":/g)).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ sha256, verified: ['sha256'] });
    const again = await w.sh('rm f; pfetch -o f --journal j - done', { input });
    expect(again.rows()).toMatchObject([{ reason: 'journal' }, { reason: 'journal' }]);
  });

  test('an answer says where the sha256 was not compared, and it is still expected then', async () => {
    const w = workdir();
    const input = `{"sha256":"${'0'.repeat(64)}","url":"${server.url('/ok/unlooked')}"}`;
    w.write('f', 'something');
    const [row] = (await w.sh('pfetch -o f | tee done', { input })).rows();
    expect(row).toMatchObject({ reason: 'exists', sha256: '0'.repeat(64), verified: [] });
    expect((await w.sh('rm f; pfetch -o f < done')).rows()).toMatchObject([{ error: { kind: 'checksum' } }]);
  });

  test('a sha256 that was found is not expected of the next fetch', async () => {
    const w = workdir();
    const url = server.url('/ok/found');
    await w.sh('pfetch -o f > done', { input: url });
    const changed = w.read('done').replace(hashOf('/ok/found'), '0'.repeat(64));
    w.write('changed', changed);
    expect((await w.sh('rm f; pfetch -o f < changed')).rows()).toMatchObject([
      { ok: true, sha256: hashOf('/ok/found') },
    ]);
  });
});
