import { readFileSync } from 'node:fs';

import sharp from 'sharp';
import { expect, test } from 'vitest';

import { startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

test('--decode takes no more memory for many large pictures at a time than for one', async () => {
  // 147 MB of pixels each, in some 100 kB.
  const picture = await sharp({ create: { width: 7000, height: 7000, channels: 3, background: '#a1b2c3' } })
    .png()
    .toBuffer();
  await using server = await startHostileServer({
    routes: { large: (exchange) => exchange.reply(200, { 'Content-Type': 'image/png' }, picture) },
  });
  const running = workdir().start('exec pfetch -q --decode --learn-placeholders 0 -j 8 -d out', {
    keepsInputOpen: true,
  });
  // The first is alone: it proves that the host answers.
  running.write(Array.from({ length: 9 }, (_, n) => `${server.url(`/large/${n}`)}\n`).join(''));
  const rows = (await running.waitForLines(9)).map((line) => JSON.parse(line) as { error?: unknown });
  const peakKb = Number(
    /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${running.pid}/status`, 'utf8'))?.[1] ?? Infinity,
  );
  running.endInput();
  expect(rows.map(({ error }) => error)).toEqual(Array.from({ length: 9 }));
  expect((await running.result()).status).toBe(0);
  expect(peakKb).toBeLessThan(500_000);
});
