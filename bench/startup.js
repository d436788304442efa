// The promise: `seq-urls --version` takes at most 1.3 times as long as bare node, every tool at most 1.8 times.
// `node bench/startup.js --quick`; --rounds sets how often.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

import { median } from './support/median.js';
import { ownPrograms } from './support/own-programs.js';
import { report } from './support/report.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' } },
    rounds: { type: 'string' },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 7 : 31));
const bare = 'node -e 0';
const programs = {
  [bare]: { command: [process.execPath, '-e', '0'] },
  ...Object.fromEntries(
    Object.entries(ownPrograms).map(([tool, words]) => [
      `${tool} --version`,
      { command: [...words, '--version'], promised: tool === 'seq-urls' ? 1.3 : 1.8 },
    ]),
  ),
};

const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
// Interleaved, so that what else the machine does falls on all alike; the first round warms the disk's cache.
for (let round = 0; round <= rounds; round += 1) {
  for (const [name, { command }] of Object.entries(programs)) {
    const [program, ...words] = command;
    const start = performance.now();
    const { status } = spawnSync(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    if (status !== 0) throw new Error(`${name}: status ${status}`);
    if (round > 0) times[name].push(performance.now() - start);
  }
}

const [middle, least] = [median, (numbers) => Math.min(...numbers)];
const figures = (of, name) => [of(times[name]).toFixed(1), (of(times[name]) / of(times[bare])).toFixed(2)];
report(
  {
    title: 'Start-up of each tool',
    setting: `wall time, ${rounds} rounds`,
    columns: ['program', 'median, ms', 'of bare node', 'least, ms', 'of bare node', 'promised'],
    rows: Object.entries(programs).map(([name, { promised }]) => [
      ...[name, ...figures(middle, name), ...figures(least, name)],
      promised === undefined ? '' : `at most ${promised}`,
    ]),
    limits: Object.entries(programs)
      .filter(([name]) => name !== bare)
      .map(([name]) => ({
        ...{ what: `start-up: ${name}`, unit: 'ms', by: bare },
        ...{ measured: middle(times[name]), limit: middle(times[bare]) },
      })),
  },
  values.json,
);
