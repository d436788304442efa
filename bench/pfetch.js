// World 1, the fast server: pfetch beside what people use today, on the same files in the same run, interleaved.
// `node bench/pfetch.js --quick`; --files, --bytes, --jobs, --rounds and --wait (ms, list of its own; 0 for none) set the size.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { compileFloor } from './support/compile-floor.js';
import { downloaders } from './support/downloaders.js';
import { findFreePort } from './support/find-free-port.js';
import { hasProgram } from './support/has-program.js';
import { measureCommand } from './support/measure-command.js';
import { median } from './support/median.js';
import { report } from './support/report.js';
import { startNginx } from './support/start-nginx.js';
import { startServer } from './support/start-server.js';
import { withWorkplace } from './support/with-workplace.js';
import { writeUrls } from './support/write-urls.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' }, only: { type: 'string' } },
    ...{ files: { type: 'string' }, bytes: { type: 'string', default: '10000' } },
    ...{ jobs: { type: 'string', default: '100' }, rounds: { type: 'string' } },
    ...{ wait: { type: 'string', default: '0' } },
  },
});
const [bytes, jobs, waitMs] = [values.bytes, values.jobs, values.wait].map(Number);
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
const files = Number(values.files ?? (waitMs > 0 ? 2000 : values.quick ? 5000 : 20_000));

await withWorkplace('pfetch', async ({ folder, endings }) => {
  const server = waitMs > 0 ? await startWaitingServer() : await startFileServer(folder);
  endings.push(server.stop);
  await compare(folder, server.port);
});

async function startFileServer(folder) {
  mkdirSync(join(folder, 'site/files'), { recursive: true });
  for (let i = 0; i < files; i += 1)
    writeFileSync(join(folder, `site/files/${i}.bin`), Buffer.alloc(bytes, 'x'));
  return startNginx(folder);
}

async function startWaitingServer() {
  const port = await findFreePort();
  const script = new URL('support/waiting-server.js', import.meta.url).pathname;
  return { port, stop: await startServer(process.execPath, [script, port, waitMs, bytes], { port }) };
}

async function compare(folder, port) {
  const contenders = choose(folder, port);
  for (const count of new Set([1, ...contenders.map((each) => each.count)]))
    writeUrls(folder, `${count}`, urlsOf(port, count));
  const runs = new Map(contenders.map((contender) => [contender, { one: [], all: [] }]));
  // Round by round, so that a busy moment of the machine falls on all alike.
  for (let round = 0; round < rounds; round += 1) {
    for (const [contender, { one, all }] of runs) {
      one.push(await runOnce(folder, contender, 1));
      all.push(await runOnce(folder, contender, contender.count));
    }
  }
  show([...runs].map(([contender, { one, all }]) => summarise(contender, one, all)));
}

/** The programs at hand, each with as many files as it gets through in reasonable time. */
function choose(folder, port) {
  const floor = compileFloor(folder);
  const own = floor && {
    'C: files only': { program: floor, command: ({ count }) => [floor, 'out', count, bytes] },
    'C: files and sockets': {
      program: floor,
      command: ({ count }) => [floor, 'out', count, bytes, port, Math.min(jobs, count)],
    },
  };
  if (waitMs > 0 && own) delete own['C: files only'];
  const wanted = values.only?.split(',');
  const all = Object.entries({ ...downloaders, ...own }).map(([name, each]) => ({ name, ...each }));
  const chosen = all.filter(({ name }) => wanted === undefined || wanted.includes(name));
  return chosen
    .filter(({ name, program }) => {
      if (program === floor || hasProgram(program)) return true;
      console.log(`skipped: ${name}: ${program} is not installed`);
      return false;
    })
    .map((each) => ({
      ...each,
      count: Math.max(1, Math.min(files, Math.floor(files / (each.slowness ?? 1)))),
    }));
}

function urlsOf(port, count) {
  return Array.from({ length: count }, (_, i) => `http://127.0.0.1:${port}/files/${i}.bin`);
}

async function runOnce(folder, { name, command }, count) {
  const out = join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  const words = command({ list: `${count}.txt`, curlList: `${count}.curl`, jobs, count }).map(String);
  const figures = await measureCommand(words, { folder, output: join(folder, 'rows'), limit: 120 });
  const found = filesIn(out);
  if (found.count !== count || found.bytes !== count * bytes)
    throw new Error(
      `${name}: ${found.count} of ${count} files, ${found.bytes} bytes, status ${figures.status}`,
    );
  return figures;
}

function filesIn(out) {
  const entries = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return {
    count: entries.length,
    bytes: entries.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0),
  };
}

function summarise({ name, count }, one, all) {
  const of = (runs, figure) => median(runs.map((run) => run[figure]));
  const perFile = (figure) => (of(all, figure) / count) * 1e6;
  // One file costs the start and a file; what the others add is the cost of a file.
  const added = ((of(all, 'cpuSeconds') - of(one, 'cpuSeconds')) / (count - 1)) * 1e6;
  const peakMb = Math.max(...all.map((run) => run.peakMb));
  return {
    name,
    count,
    startMs: of(one, 'seconds') * 1000,
    peakMb,
    added,
    cpu: perFile('cpuSeconds'),
    wall: perFile('seconds'),
  };
}

function show(summaries) {
  const curl = summaries.find(({ name }) => name === 'curl -Z');
  const times = (value, beside) => (beside === undefined ? '' : `${(value / beside).toFixed(2)}x`);
  const scaled = summaries.some(({ count }) => count < files);
  const served = waitMs > 0 ? `a server that waits ${waitMs} ms` : 'nginx with one worker';
  report(
    {
      title: `World 1: ${waitMs > 0 ? 'a server that waits' : 'the fast server'}`,
      setting: `${files} files of ${bytes} bytes, ${jobs} at a time, ${served} on loopback, ${rounds} rounds, medians`,
      columns: [
        'program',
        'files',
        'CPU µs/file',
        'of curl',
        'less start',
        'wall µs/file',
        'of curl',
        'one file, ms',
        'peak MB',
      ],
      rows: summaries.map(({ name, count, cpu, added, wall, startMs, peakMb }) => [
        ...[
          name,
          count,
          cpu.toFixed(0),
          times(cpu, curl?.cpu),
          Number.isFinite(added) ? added.toFixed(0) : '',
        ],
        ...[wall.toFixed(0), times(wall, curl?.wall), startMs.toFixed(0), peakMb.toFixed(0)],
      ]),
      bars: [
        { label: 'CPU, µs a file', items: summaries.map(({ name, cpu }) => [name, cpu]) },
        { label: 'wall, µs a file', items: summaries.map(({ name, wall }) => [name, wall]) },
      ],
      notes: scaled
        ? ['Programs that start a process a URL get fewer files; their figures are a file, too.']
        : [],
    },
    values.json,
  );
}
