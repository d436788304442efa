// Hosts that refuse, beside curl -Z and aria2c: a share of requests at random, or what goes beyond a limit, with or without
// Retry-After. `node bench/refusals.js --quick`; --seed and --rounds, --only 'pfetch,curl -Z' the programs, --cells '5 %' those
// whose name holds the text.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { hasProgram } from './support/has-program.js';
import { measureCommand } from './support/measure-command.js';
import { median } from './support/median.js';
import { ownPrograms } from './support/own-programs.js';
import { report } from './support/report.js';
import { leastSeconds } from './support/refusals/least-seconds.js';
import { startRefusingServer } from './support/refusals/start-refusing-server.js';
import { withWorkplace } from './support/with-workplace.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' }, only: { type: 'string' } },
    ...{ rounds: { type: 'string' }, seed: { type: 'string', default: '7001' }, cells: { type: 'string' } },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
const scale = values.quick ? 0.5 : 1;
const jobs = 64;
/** Longer than any program needs that comes to an end. */
const patience = 150;

const limits = {
  '5 a second': { rows: 300, perSecond: 5, burst: 5 },
  '20 a second': { rows: 1200, perSecond: 20, burst: 20 },
  '4 at a time': { rows: 3000, atATime: 4 },
};
const cells = [
  ...[0.5, 2, 5, 20].map((percent) => ({ name: `${percent} % at random`, rows: 3000, share: percent / 100 })),
  ...Object.entries(limits).map(([name, limit]) => ({ name, share: 0, ...limit })),
]
  .flatMap((cell) => [undefined, 0, 1, 5].map((retryAfter) => ({ ...cell, retryAfter })))
  .filter(({ name }) => name.includes(values.cells ?? ''))
  .map((cell) => ({ ...cell, rows: Math.round(cell.rows * scale) }));

const commands = {
  pfetch: [...ownPrograms.pfetch, '-q', '-j', jobs, '-d', 'out', '-o', '{seq}', 'urls'],
  'curl -Z': ['curl', '-s', '-f', '-Z', '--parallel-max', jobs, '--retry', 20, '-K', 'urls.curl'],
  aria2c: [
    ...[
      'aria2c',
      '-q',
      '--file-allocation=none',
      '-j',
      jobs,
      '-d',
      'out',
      '--max-tries=20',
      '--retry-wait=1',
    ],
    ...['-i', 'urls'],
  ],
};
const programs = Object.keys(commands)
  .filter((name) => values.only?.split(',').includes(name) ?? true)
  .filter((name) => hasProgram(name === 'pfetch' ? 'node' : name.split(' ')[0]));

await withWorkplace('refusals', async ({ folder, endings }) => {
  const server = await startRefusingServer();
  endings.push(server.stop);
  const rows = [];
  for (const cell of cells) rows.push(...(await measureCell(folder, server, cell)));
  show(rows);
});

async function measureCell(folder, server, cell) {
  const urls = Array.from({ length: cell.rows }, (_, n) => `${server.url}/${n}`);
  writeFileSync(join(folder, 'urls'), `${urls.join('\n')}\n`);
  writeFileSync(
    join(folder, 'urls.curl'),
    urls.map((url, n) => `url = "${url}"\noutput = "out/${n}"\n`).join(''),
  );
  const runs = new Map(programs.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    // Each program is first, second and third in turn.
    const order = programs.map((_, i) => programs[(i + round) % programs.length]);
    for (const name of order) {
      const rule = { ...cell, seed: Number(values.seed) + round };
      const run = await runOnce(folder, server, { name, rule });
      runs.get(name).push(run);
      const { seconds, ratio, refused } = run;
      console.error(
        `${rule.name}, Retry-After ${rule.retryAfter ?? 'none'}, ${name}: ${seconds.toFixed(1)} s, ${ratio.toFixed(2)} of the least, ${refused} refused`,
      );
    }
  }
  return programs.map((name) => summarise(name, cell, runs.get(name)));
}

async function runOnce(folder, server, { name, rule }) {
  const out = join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  await server.begin(rule);
  const { seconds } = await measureCommand(commands[name].map(String), { folder, limit: patience });
  const { refused, excess, late } = await server.begin(rule);
  const ratio = seconds / leastSeconds(rule, { jobs, latencySeconds: 0.02 });
  return { seconds, ratio, refused, excess, late, files: readdirSync(out).length };
}

function summarise(name, { name: rule, retryAfter, rows }, runs) {
  const of = (figure) => median(runs.map((run) => run[figure]));
  return [
    ...[rule, retryAfter ?? 'none', name, rows, of('seconds').toFixed(1), `${of('ratio').toFixed(2)}x`],
    ...[of('refused'), of('excess'), of('late')],
    Math.max(...runs.map(({ files }) => rows - files)),
  ];
}

function show(rows) {
  report(
    {
      title: 'Hosts that refuse',
      setting:
        `503 at random, or beyond a limit; 20 ms an answer, 2 ms a refusal, ${jobs} at a time, the server in a process of ` +
        `its own on loopback, ${rounds} rounds in changing order, medians`,
      columns: [
        ...['rule', 'Retry-After', 'program', 'files', 'seconds', 'of the least'],
        ...['refused', 'beyond the limit', 'of them in the last half', 'missing'],
      ],
      rows,
      notes: [
        'The least: what the rule allows, each file waiting as long as its own refusals say, and no time for programs to start.',
        'Refusals are counted by the server; missing: the worst round.',
      ],
    },
    values.json,
  );
}
