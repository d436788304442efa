// World 2, the real web in a box: thousands of host names, a third of them dead in all the ways hosts die, some slow, some
// with a limit; another web each round. `node bench/world.js --quick`; --hosts, --urls, --jobs, --patience (s), --rounds,
// --seed and --limit (seconds a program) set the size, --only 'pfetch,curl -Z' the programs, --trace FILE keeps pfetch's
// rows with the moment of each. As root, in a mount namespace of its own, every program asks the bench's name server.
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { hasProgram } from './support/has-program.js';
import { measureCommand } from './support/measure-command.js';
import { median } from './support/median.js';
import { report } from './support/report.js';
import { boundOfWorld } from './support/world/bound-of-world.js';
import { openWorld } from './support/world/open-world.js';
import { bodyBytes } from './support/world/plan-world.js';
import { judgeRun, summariseRounds } from './support/world/summarise-rounds.js';
import { worldDownloaders } from './support/world/world-downloaders.js';
import { withWorkplace } from './support/with-workplace.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' }, only: { type: 'string' } },
    ...{ hosts: { type: 'string' }, urls: { type: 'string' }, jobs: { type: 'string', default: '100' } },
    ...{ limit: { type: 'string' }, seed: { type: 'string', default: '1' }, trace: { type: 'string' } },
    ...{ patience: { type: 'string' }, rounds: { type: 'string' } },
  },
});
const size = {
  hosts: Number(values.hosts ?? (values.quick ? 500 : 2000)),
  urls: Number(values.urls ?? (values.quick ? 2500 : 10_000)),
};
const limit = Number(values.limit ?? (values.quick ? 20 : 240));
const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
// 10 s is the default of img2dataset. One second to connect would not outlive a single lost SYN.
const patience = Number(values.patience ?? (values.quick ? 3 : 10));
/** What every program is told: how many at a time, how often to try again, how long to wait, in seconds. */
const terms = {
  ...{ jobs: Number(values.jobs), retries: 1 },
  timeouts: { connect: patience, answer: patience, idle: patience },
};

if (hasProgram('dnsmasq')) await runAll();
else console.log('skipped: dnsmasq is not installed: there are no host names without it');

async function runAll() {
  const runs = new Map();
  const bounds = [];
  for (let round = 0; round < rounds; round += 1) {
    await withWorkplace('world', async ({ folder, endings }) => {
      const world = await openWorld(folder, { ...size, seed: Number(values.seed) + round }, endings);
      bounds.push(boundOfWorld(world.hosts, terms));
      for (const contender of choose(world.names)) {
        const run = judgeRun(await runOnce(contender, folder, world), { hosts: world.hosts, terms });
        runs.set(contender.name, [...(runs.get(contender.name) ?? []), run]);
        console.error(
          `${contender.name}: ${run.seconds.toFixed(1)} s, ${run.ratio.toFixed(2)} of the bound, ${run.missed} missed`,
        );
      }
    });
  }
  show(runs, bounds);
}

/** The programs at hand that can be told who to ask for names. */
function choose({ isRoot }) {
  // Those that start a process a URL would need most of the two minutes.
  const wanted =
    values.only?.split(',') ?? (values.quick ? ['pfetch', 'curl -Z', 'wget2', 'aria2c'] : undefined);
  const all = Object.entries(worldDownloaders).map(([name, each]) => ({ name, ...each }));
  return all.filter(({ name, program, takesNameServer }) => {
    if (wanted !== undefined && !wanted.includes(name)) return false;
    const reason = !hasProgram(program)
      ? `${program} is not installed`
      : !isRoot && !takesNameServer && 'only root can give it another name server';
    if (reason) console.log(`skipped: ${name}: ${reason}`);
    return !reason;
  });
}

async function runOnce({ name, command }, folder, { names, takeCounts }) {
  const out = join(folder, 'out');
  const isTraced = values.trace !== undefined && name === 'pfetch';
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  const words = command({
    list: 'urls.txt',
    curlList: 'urls.curl',
    ...terms,
    nameServer: names.isRoot ? undefined : `${names.address}:${names.port}`,
  });
  await takeCounts();
  const own = [
    ...(names.isRoot ? inNamespace(folder) : []),
    ...(isTraced ? stamped() : []),
    ...words.map(String),
  ];
  const output = isTraced ? resolve(values.trace) : join(folder, 'rows');
  const startedMs = Date.now();
  const figures = await measureCommand(own, { folder, output, limit });
  const counts = await takeCounts();
  const foundAt = counts.foundAtMs.map((atMs) => (atMs - startedMs) / 1000);
  return { ...figures, ...counts, foundAt, files: completeFilesIn(out) };
}

/** A mount namespace in which resolv.conf names the bench's server. */
function inNamespace(folder) {
  const bind = `mount --bind ${join(folder, 'resolv.conf')} /etc/resolv.conf && exec "$@"`;
  return ['unshare', '-m', 'sh', '-c', bind, 'sh'];
}

function stamped() {
  const stamp = new URL('support/stamp-rows.js', import.meta.url).pathname;
  return ['sh', '-c', `"$@" | ${process.execPath} ${stamp}`, 'sh'];
}

function completeFilesIn(out) {
  const entries = readdirSync(out, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /-\d+\.jpg$|\.bin$/.test(entry.name));
  return files.filter((entry) => statSync(join(entry.parentPath, entry.name)).size === bodyBytes).length;
}

function show(runs, bounds) {
  const { jobs, retries } = terms;
  const of = (figure) => median(bounds.map((bound) => bound[figure]));
  const each = (figure) => bounds.map((bound) => bound[figure].toFixed(0)).join(' ');
  report(
    {
      title: 'World 2: the real web in a box',
      setting:
        `${size.urls} URLs of ${size.hosts} hosts (five that live hold 60 %; of the others 30 % dead, 10 % slow, 10 % with a ` +
        `limit; 20 % of what lives missing), ${jobs} at a time, ${patience} s of patience, ${retries} retry; ` +
        `stopped after ${limit} s; medians of ${rounds} webs`,
      columns: [
        ...['program', 'seconds', 'each', 'of the bound', 'files/s', 'wasted s', '99 % of files by'],
        ...['files missed', 'asked too often', 'in a pause', 'CPU s', 'peak MB'],
      ],
      rows: [...runs].map(([name, all]) => summariseRounds(name, all)),
      bars: [
        {
          label: 'seconds',
          items: [
            ['the bound', of('seconds')],
            ...[...runs].map(([name, all]) => [name, median(all.map(({ seconds }) => seconds))]),
          ],
        },
      ],
      notes: [
        `bound: ${of('seconds').toFixed(1)} s; all waits over ${jobs} jobs ${each('work')} s, the longest host ${each('longest')} s (${bounds[0].longestHost.kind}, ${bounds[0].longestHost.urls} URLs)`,
        `who tries every dead URL ${retries + 1} times needs ${of('untaught').toFixed(0)} s for the waits alone`,
        '99 % of files: when the hosts had answered so many; wasted: seconds beyond what the answers of living hosts take of the slots; missed, too often, in a pause (asked again while Retry-After ran): the worst round',
      ],
    },
    values.json,
  );
}
