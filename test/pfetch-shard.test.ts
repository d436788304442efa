import { describe, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { type Workdir, workdir } from './support/workdir.js';

const parts = ['1/3', '2/3', '3/3'];

/** Runs every part of a list at the same time in one folder; the answers of each, and their statuses. */
async function fetchParts(w: Workdir, { port }: HostileServer, list: string, options: string) {
  const said = await Promise.all(
    parts.map((part, at) =>
      w.sh(`pfetch -d out --shard ${part} --resolve '*:${port}:127.0.0.1' ${options} > ${at}.ndjson`, {
        input: list,
      }),
    ),
  );
  const rows = parts.map((_, at) =>
    w
      .read(`${at}.ndjson`)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { url?: string; line?: number; ok: boolean; path?: string }),
  );
  return { statuses: said.map(({ status }) => status), stderr: said.map(({ stderr }) => stderr), rows };
}

const urlsOf = ({ port }: HostileServer): string[] =>
  Array.from({ length: 60 }, (_, n) => `http://host-${n % 20}.test:${port}/ok/${n}`);

describe('--shard', () => {
  test('every row is fetched by one part, and every host asked by one', async () => {
    await using own = await startHostileServer();
    const urls = urlsOf(own);
    const w = workdir();
    const { rows, statuses } = await fetchParts(w, own, urls.join('\n'), `-o '{seq}.bin'`);
    expect(statuses).toEqual([0, 0, 0]);
    expect(
      rows
        .flat()
        .map(({ url }) => url)
        .sort(),
    ).toEqual([...urls].sort());
    const hosts = rows.map((of) => new Set(of.map(({ url = '' }) => new URL(url).hostname)));
    expect(hosts.reduce((sum, { size }) => sum + size, 0)).toBe(20);
    expect(own.requests().length).toBe(60);
    // Numbers are those of the whole list.
    for (const { url, path } of rows.flat()) expect(path).toBe(`out/${urls.indexOf(url ?? '') + 1}.bin`);
  });

  test('what has no URL is answered once', async () => {
    await using own = await startHostileServer();
    const list = ['{"id":1}', '{torn', 'no url', ...urlsOf(own)].join('\n');
    const { rows, statuses } = await fetchParts(workdir(), own, list, '');
    expect(statuses).toEqual([1, 0, 0]);
    expect([rows.flat().length, rows.map((of) => of.filter(({ ok }) => !ok).length)]).toEqual([
      63,
      [3, 0, 0],
    ]);
  });

  test('--spread divides the rows of a host, and of those below it', async () => {
    await using own = await startHostileServer();
    const urls = Array.from({ length: 60 }, (_, n) => `http://img${n % 2}.big.test:${own.port}/ok/${n}`);
    const { rows } = await fetchParts(workdir(), own, urls.join('\n'), '--spread other.test,big.test');
    expect(
      rows
        .flat()
        .map(({ url }) => url)
        .sort(),
    ).toEqual([...urls].sort());
    expect(Math.min(...rows.map((of) => of.length))).toBeGreaterThan(8);
  });

  test.each([
    ['--shard 0/3', '--shard "0/3"'],
    ['--shard 4/3', '--shard "4/3"'],
    ['--spread a.test', '--shard'],
    ['--shard 1/2 --quota class=3', 'counted by one run'],
  ])('%s is wrong usage', async (options, word) => {
    const said = await workdir().sh(`pfetch ${options}`, { input: '' });
    expect([said.status, said.stderr]).toEqual([2, expect.stringContaining(word)]);
  });
});
