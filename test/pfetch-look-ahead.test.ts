import { afterAll, beforeAll, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

test('rows of 200 kB are read ahead as far as they fit: what a row holds does not fill the memory', async () => {
  const w = workdir();
  w.write(
    'rows.mjs',
    `const caption = 'x'.repeat(200_000);
     for (let n = 0; n < 2000; n += 1)
       if (!process.stdout.write(JSON.stringify({ url: process.argv[2] + n, caption }) + '\\n'))
         await new Promise((resolve) => process.stdout.once('drain', resolve));`,
  );
  const said = await w.sh(
    `node rows.mjs '${server.url('/ok/late/')}?ms=60000&n=' | pfetch -q -d out -j 4 > answers & pfetch=$!
     sleep 5; grep VmHWM /proc/$pfetch/status; kill -KILL $pfetch`,
  );
  const peakKb = Number(/VmHWM:\s+(\d+) kB/.exec(said.stdout)?.[1]);
  expect(peakKb).toBeLessThan(250_000);
});

test('rows with a quota that are too many to keep spare are let go: the run comes to its end', async () => {
  const w = workdir();
  const row = (n: number): string =>
    JSON.stringify({ url: server.url(`/ok/spare/${n}`), class: 'c', caption: 'x'.repeat(200_000) });
  w.write('list', Array.from({ length: 300 }, (_, n) => `${row(n)}\n`).join(''));
  const said = await w.sh('pfetch -q -d out --image --quota class=3 -j 4 list | wc -l');
  expect(said.stdout.trim()).toBe('300');
});

test.each([
  ['POST', 'a method that is none of GET is refused with a word', 1],
  ['oil on canvas', "a column called method is the user's", 0],
])('%s: %s', async (method, _what, status) => {
  const w = workdir();
  const input = JSON.stringify({ url: server.url('/ok/method'), method, body: 'x' });
  const said = await w.sh('pfetch -q -d out', { input });
  expect(said.status).toBe(status);
  expect(said.rows()[0]).toMatchObject(
    status === 0
      ? { ok: true, method, body: 'x' }
      : { ok: false, error: { kind: 'input', message: 'line 1: method POST: pfetch only gets' } },
  );
});
