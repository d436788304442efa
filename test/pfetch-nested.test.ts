import { afterAll, beforeAll, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

function rowsWith(depth: number): string {
  const deep = `${'['.repeat(depth)}${']'.repeat(depth)}`;
  return `{"url":"${server.url('/ok/deep')}","c":${deep}}\n{"url":"${server.url('/ok/flat')}","c":[1]}\n`;
}

test.each([
  ["-o '{c}-{seq}'", 'bad-name'],
  ['--quota c=1', 'bad-row'],
  ['--stats-by c --summary s', 'bad-row'],
  [`--mirror 'http://127.0.0.1:1/{c}'`, 'bad-mirror'],
])('%s: a field nested 6,000 or 100,000 deep is an answer for its row', async (options, code) => {
  for (const depth of [6000, 100_000]) {
    const said = await workdir().sh(`pfetch ${options}`, { input: rowsWith(depth) });
    const answers = said.rows().map(({ ok, error }) => [ok, (error as { code?: string } | undefined)?.code]);
    expect([said.status, answers.sort()]).toEqual([
      1,
      [
        [false, code],
        [true, undefined],
      ],
    ]);
    expect(said.rows().find(({ ok }) => ok !== true)?.['error']).toMatchObject({
      message: expect.stringMatching(/nested too deep/) as string,
    });
  }
});

test('where nothing has to be made of it, it is carried on; printed as text it is empty', async () => {
  const input = rowsWith(6000);
  const said = await workdir().sh('pfetch -n', { input });
  expect([said.status, said.stdout.split('\n').map((line) => line.length > 12_000)]).toEqual([
    0,
    [true, false, false],
  ]);
  expect((await workdir().sh("pfetch -n --format '{c}|{ok}'", { input })).stdout).toBe('|true\n[1]|true\n');
});
