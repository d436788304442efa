import { expect, test } from 'vitest';

import { pageBlocks } from './support/page-blocks.js';
import { describeWith } from './support/parts.js';
import { recipeSites } from './support/recipe-sites.js';
import { runCrontab } from './support/run-crontab.js';
import { museum } from './support/sites/museum.js';
import type { Site } from './support/sites/site.js';
import { type Workdir, workdir } from './support/workdir.js';

const page = 'recipes/cron.md';
const wholeMuseum: Site = { ...museum, answer: () => ({ body: 'a picture' }) };

describeWith(['flock', 'jq', 'openssl'], `docs/${page}, cron`, () => {
  test('is silent when all is well', async () => {
    const w = withScript();
    const { env } = await recipeSites([wholeMuseum]);
    const { status, stdout, stderr } = await runCrontab(page, w, env);
    expect([status, stdout, stderr]).toEqual([0, '', '']);
    expect(w.files().filter((file) => file.endsWith('.jpg'))).toHaveLength(40);
  });

  test('mails the summary and each URL that failed', async () => {
    const w = withScript();
    const { env } = await recipeSites([museum]);
    const { stdout, stderr } = await runCrontab(page, w, env);
    expect(stderr).toMatch(/^pfetch: 40 rows: \d+ fetched, \d+ failed\n(  .*\n)+$/);
    expect(stdout).toMatch(/^(http:\/\/museum\.example\/objects\/\d+\.jpg: status 404 Not Found\n)+$/);
  });

  test('does nothing while a run goes on', async () => {
    const w = withScript();
    const { env, requests } = await recipeSites([museum]);
    const running = w.start('flock home/museum/.lock sh -c "echo locked; cat"', { keepsInputOpen: true });
    await running.waitForLines(1);
    const { status, stdout, stderr } = await runCrontab(page, w, env);
    expect([status, stdout, stderr, requests.length]).toEqual([0, '', '', 0]);
    running.endInput();
    await w.finish(running);
  });
});

describeWith(['systemd-analyze'], `docs/${page}, systemd`, () => {
  test('its units are as systemd wants them', async () => {
    const w = withScript();
    const [service, timer] = pageBlocks(page).filter(({ language }) => language === 'ini');
    w.write('museum.service', service?.text ?? '');
    w.write('museum.timer', timer?.text ?? '');
    const { stderr } = await w.sh('systemd-analyze verify --man=no ./museum.service ./museum.timer');
    expect(stderr.split('\n').filter((line) => line.includes('museum'))).toEqual([]);
  });
});

function withScript(): Workdir {
  const w = workdir();
  w.write('home/museum/update', pageBlocks(page)[0]?.text ?? '', 0o755);
  return w;
}
