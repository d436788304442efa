import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { type Certificates, makeCertificates } from './support/certificates.js';
import { bodyBytes } from './support/hostile-server/body-bytes.js';
import { startNginx } from './support/nginx.js';
import { describeWith } from './support/parts.js';
import { workdir } from './support/workdir.js';

describeWith(['nginx', 'openssl'], '--http2', () => {
  const folder = mkdtempSync(join(tmpdir(), 'h2-'));
  let certificates: Certificates;
  beforeAll(async () => {
    certificates = await makeCertificates(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function start() {
    const nginx = await startNginx({ tls: certificates.good });
    onTestFinished(() => nginx.stop());
    for (let id = 0; id < 50; id += 1) nginx.publish(`${id}.bin`, bodyBytes(10_000 + id, String(id)));
    return nginx;
  }

  const ids = Array.from({ length: 50 }, (_, id) => id);

  test.each([
    ['speaks HTTP/2 where the server offers it', '--http2', 'HTTP/2.0'],
    ['is not the default', '', 'HTTP/1.1'],
  ])('%s', async (_, options, protocol) => {
    const nginx = await start();
    const w = workdir();
    const input = ids.map((id) => nginx.url(`/${id}.bin`)).join('\n');
    const said = await w.sh(`pfetch ${options} --cacert ${certificates.caFile} -d out -o '{name}'`, {
      input,
    });
    expect(said.rows().filter(({ ok }) => ok === true)).toHaveLength(50);
    for (const id of ids)
      expect(w.bytes(`out/${id}.bin`).equals(bodyBytes(10_000 + id, String(id)))).toBe(true);
    const protocols = (await nginx.requests()).map((request) => request.protocol);
    expect(new Set(protocols)).toEqual(new Set([protocol]));
  });

  test('a header that HTTP/2 has no place for ends no run', async () => {
    const nginx = await start();
    const rows = [
      { headers: { 'Proxy-Connection': 'keep-alive' } },
      { headers: { Referer: 'http://a.example/' }, referer: 'http://b.example/' },
      {},
    ];
    const input = rows.map((row, id) => JSON.stringify({ url: nginx.url(`/${id}.bin`), ...row })).join('\n');
    const said = await workdir().sh(`pfetch -j 1 --http2 --cacert ${certificates.caFile}`, { input });
    expect(said.rows().map(({ ok, error }) => ok || (error as { code: string }).code)).toEqual([
      'bad-row',
      true,
      true,
    ]);
  });

  test('falls back to HTTP/1.1 where the server has nothing else', async () => {
    const nginx = await startNginx();
    onTestFinished(() => nginx.stop());
    nginx.publish('x', 'hello');
    const said = await workdir().sh('pfetch --http2', { input: nginx.url('/x') });
    expect(said.rows()).toMatchObject([{ ok: true, bytes: 5 }]);
  });
});
