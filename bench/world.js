// World 2, the real web in a box: thousands of host names, a third of them dead in all the ways hosts die, some slow, some
// with a limit. `node bench/world.js --quick`; --hosts, --urls, --jobs, --limit (seconds a program) set the size, --only
// 'pfetch,curl -Z' the programs, --trace FILE keeps pfetch's rows with the moment of each. As root, in a mount namespace of its own, every program asks the bench's name server.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { spawn } from 'node:child_process';

import { findFreePort } from './support/find-free-port.js';
import { hasProgram } from './support/has-program.js';
import { measureCommand } from './support/measure-command.js';
import { report } from './support/report.js';
import { boundOfWorld, usefulSlotSeconds } from './support/world/bound-of-world.js';
import { openBlackHole } from './support/world/open-black-hole.js';
import { bodyBytes, planWorld } from './support/world/plan-world.js';
import { startNameServer } from './support/world/start-name-server.js';
import { worldDownloaders } from './support/world/world-downloaders.js';
import { withWorkplace } from './support/with-workplace.js';
import { writeUrls } from './support/write-urls.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' }, only: { type: 'string' } },
    ...{ hosts: { type: 'string' }, urls: { type: 'string' }, jobs: { type: 'string', default: '100' } },
    ...{ limit: { type: 'string' }, seed: { type: 'string', default: '1' }, trace: { type: 'string' } },
  },
});
const hostCount = Number(values.hosts ?? (values.quick ? 300 : 2000));
const urlCount = Number(values.urls ?? (values.quick ? 1500 : 10_000));
const limit = Number(values.limit ?? (values.quick ? 20 : 60));
const jobs = Number(values.jobs);
/** The patience that every program is told to have, in seconds, and how often it may try again. */
const terms = { jobs, retries: 1, timeouts: { connect: 1, answer: 4, idle: 4 } };

if (hasProgram('dnsmasq')) await withWorkplace('world', run);
else {
  console.error('world.js: dnsmasq is not installed: there are no host names without it');
  process.exitCode = 1;
}

async function run({ folder, endings }) {
  const ports = {
    web: await findFreePort(),
    'no-syn-ack': await findFreePort(),
    refused: await findFreePort(),
  };
  const world = planWorld({ hosts: hostCount, urls: urlCount, ports, seed: Number(values.seed) });
  writeUrls(folder, 'urls', world.urls);
  const statistics = join(folder, 'statistics.json');
  const plan = join(folder, 'world.json');
  writeFileSync(plan, JSON.stringify({ hosts: world.hosts, port: ports.web, statistics }));
  const server = spawn(
    process.execPath,
    [new URL('support/world/world-server.js', import.meta.url).pathname, plan],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  endings.push(() => void server.kill());
  const names = await startNameServer(folder, world.hosts);
  endings.push(names.stop, await openBlackHole(ports['no-syn-ack']));
  writeFileSync(join(folder, 'resolv.conf'), `nameserver ${names.address}\n`);

  const results = [];
  for (const contender of choose(names)) {
    results.push(await runOnce(contender, { folder, names, server, statistics }));
    console.error(`${contender.name}: ${results.at(-1).seconds.toFixed(1)} s`);
  }
  show(world, results);
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

async function runOnce({ name, command }, { folder, names, server, statistics }) {
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
  await countsOf(server, statistics);
  const own = [
    ...(names.isRoot ? inNamespace(folder) : []),
    ...(isTraced ? stamped() : []),
    ...words.map(String),
  ];
  const output = isTraced ? resolve(values.trace) : join(folder, 'rows');
  const startedMs = Date.now();
  const figures = await measureCommand(own, { folder, output, limit });
  const counts = await countsOf(server, statistics);
  const foundAt = counts.foundAtMs.map((atMs) => (atMs - startedMs) / 1000);
  return { name, ...figures, ...counts, foundAt, files: completeFilesIn(out) };
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

/** What the hosts have counted since they were asked last. */
async function countsOf(server, statistics) {
  rmSync(statistics, { force: true });
  for (;;) {
    server.kill('SIGUSR2');
    await sleep(100);
    try {
      return JSON.parse(readFileSync(statistics, 'utf8'));
    } catch {
      if (server.exitCode !== null) throw new Error(`the hosts have ended with ${server.exitCode}`);
    }
  }
}

function completeFilesIn(out) {
  const entries = readdirSync(out, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /-\d+\.jpg$|\.bin$/.test(entry.name));
  return files.filter((entry) => statSync(join(entry.parentPath, entry.name)).size === bodyBytes).length;
}

function show({ hosts, urls }, results) {
  const bound = boundOfWorld(hosts, terms);
  const useful = usefulSlotSeconds(hosts) / jobs;
  const obtainable = urls.length - hosts.reduce((sum, host) => sum + host.missing, 0) - deadUrls(hosts);
  const { timeouts } = terms;
  report(
    {
      title: 'World 2: the real web in a box',
      setting:
        `${urls.length} URLs of ${hosts.length} hosts (30 % dead, 10 % slow, 10 % with a limit, 20 % of the rest missing), ` +
        `${jobs} at a time, ${timeouts.connect} s to connect, ${timeouts.answer} s for an answer, one retry; stopped after ${limit} s`,
      columns: [
        'program',
        'seconds',
        'of the bound',
        'files',
        'files/s',
        'wasted s',
        '99 % of files by',
        'asked too often',
        'CPU s',
        'peak MB',
      ],
      rows: results.map((result) => [
        result.name,
        `${result.seconds.toFixed(1)}${result.isCut ? ' (stopped)' : ''}`,
        `${result.isCut ? '> ' : ''}${(result.seconds / bound.seconds).toFixed(2)}x`,
        `${result.files} of ${obtainable}`,
        (result.files / result.seconds).toFixed(0),
        Math.max(0, result.seconds - useful).toFixed(1),
        result.foundAt[Math.ceil(0.99 * obtainable) - 1]?.toFixed(1) ?? 'never',
        result.tooMany,
        result.cpuSeconds.toFixed(2),
        result.peakMb.toFixed(0),
      ]),
      bars: [
        {
          label: 'seconds',
          items: [['the bound', bound.seconds], ...results.map(({ name, seconds }) => [name, seconds])],
        },
      ],
      notes: [
        `bound: ${bound.seconds.toFixed(1)} s; all waits over ${jobs} jobs ${bound.work.toFixed(1)} s, the longest host (${bound.longestHost.kind}, ${bound.longestHost.urls} URLs) ${bound.longest.toFixed(1)} s`,
        `99 % of files: when the hosts had answered so many; wasted: seconds beyond the ${useful.toFixed(1)} s that the answers of living hosts take of ${jobs} slots`,
      ],
    },
    values.json,
  );
}

function deadUrls(hosts) {
  return hosts.reduce(
    (sum, { kind, urls }) => sum + (['plain', 'slow', 'limited'].includes(kind) ? 0 : urls),
    0,
  );
}
