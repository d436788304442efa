import { afterEach, expect, test } from 'vitest';

import type { Fault } from './support/hostile-server/fault.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer | undefined;
afterEach(() => server?.close());

const day = 86_400_000;

/** Runs a command whose clock is set anew, by so many milliseconds, at its last request but one, or its only one. */
async function runWithStep(byMs: number, command: string, answer: Fault['answer'], rows = 1) {
  const w = workdir();
  w.write(
    'step.mjs',
    `import { existsSync } from 'node:fs';
    const { now } = Date;
    let stepMs = 0;
    Date.now = () => now() + (stepMs ||= existsSync(${JSON.stringify(`${w.path}/stepped`)}) ? ${byMs} : 0);`,
  );
  server = await startHostileServer({
    routes: {
      steps: (exchange) => {
        if ((server?.requests().length ?? 0) >= rows - 1) w.write('stepped', '');
        return answer(exchange);
      },
    },
  });
  const input = Array.from({ length: rows }, (_, n) => server?.url(`/steps/${n}`)).join('\n');
  const env = { NODE_OPTIONS: `--import file://${w.path}/step.mjs` };
  // A run that believes the clock would take a minute or a day.
  const said = await w.sh(command, { input, env, patienceMs: 25_000 });
  return said.rows();
}

const silent: Fault['answer'] = (exchange) => exchange.untilClientLeaves();

test.each([
  ['--first-byte-timeout 700ms', silent],
  ['--timeout 700ms', silent],
  [
    '--idle-timeout 700ms',
    async (exchange) => {
      await exchange.head(200, { 'Content-Length': '1000' });
      await exchange.send('some');
      await exchange.untilClientLeaves();
    },
  ],
] satisfies [string, Fault['answer']][])('%s holds where the clock is set back', async (limit, answer) => {
  const [row] = await runWithStep(-day, `pfetch --retry 0 ${limit}`, answer);
  expect(row).toMatchObject({ outcome: 'failed', error: { kind: 'timeout' } });
  expect(row?.['elapsed_ms']).toSatisfy((ms) => Number.isInteger(ms) && Number(ms) > 0);
  expect(row?.['elapsed_ms']).toBeLessThan(25_000);
});

test('a timeout does not pass because the clock is set forward', async () => {
  const slow: Fault['answer'] = async (exchange) => {
    await exchange.sleep(500);
    await exchange.reply(200, {}, 'body');
  };
  const rows = await runWithStep(day, 'pfetch --retry 0 --timeout 20s --first-byte-timeout 20s', slow);
  expect(rows).toMatchObject([{ outcome: 'fetched', bytes: 4 }]);
});

test.each([
  ['--rate 20', 10],
  ['--per-host-rate 20', 10],
  ['--limit-rate 50k', 6],
])('%s goes on where the clock is set back', async (rate, rows) => {
  const answers = await runWithStep(
    -day,
    `pfetch ${rate}`,
    (exchange) => exchange.reply(200, {}, 'x'.repeat(10_000)),
    rows,
  );
  expect(answers.filter(({ ok }) => ok === true)).toHaveLength(rows);
});
