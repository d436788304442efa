// What threads are worth: pfetch with --threads 1 and with more on the same work, interleaved. nginx has one worker, which
// stays on one core where there are few. `node bench/threads.js --quick`; --rounds and --threads (2) set the size.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { makeCertificate } from './support/make-certificate.js';
import { measureCommand } from './support/measure-command.js';
import { median } from './support/median.js';
import { ownPrograms } from './support/own-programs.js';
import { report } from './support/report.js';
import { requirePrograms } from './support/require-programs.js';
import { startNginx } from './support/start-nginx.js';
import { withWorkplace } from './support/with-workplace.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' } },
    ...{ rounds: { type: 'string' }, threads: { type: 'string', default: '2' } },
  },
});
requirePrograms('nginx', 'openssl', 'taskset');
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
const scale = values.quick ? 0.3 : 1;
const cores = availableParallelism();
const isPinned = cores < 4;

/** Each: the file, how often it is fetched (under a name of its own), and the options. */
const plainCases = [
  { name: '1 MB files', file: 'big.bin', count: 1000, options: ['-j', '16'] },
  {
    name: '1 MB files, three digests',
    file: 'big.bin',
    count: 600,
    options: ['-j', '16'],
    digests: ['md5', 'sha512'],
  },
  { name: '1 MB pictures, --image', file: 'big.bmp', count: 1000, options: ['-j', '16', '--image'] },
  { name: '10 kB files', file: 'small.bin', count: 30_000, options: ['-j', '100'] },
];
const secureCases = [
  { name: '1 MB files over TLS', file: 'big.bin', count: 600, options: ['-j', '16', '-k'] },
  { name: '10 kB files over TLS', file: 'small.bin', count: 20_000, options: ['-j', '100', '-k'] },
];

await withWorkplace('threads', async ({ folder, endings }) => {
  const runs = [];
  for (const tls of [undefined, makeCertificate(folder)]) {
    const home = join(folder, tls === undefined ? 'plain' : 'secure');
    fill(join(home, 'site'));
    const server = await onOneCore(() => startNginx(home, { tls }));
    endings.push(server.stop);
    runs.push(...(tls === undefined ? plainCases : secureCases).map((each) => prepare(folder, server, each)));
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const run of runs) {
      run.one.push(await measure(folder, run, 1));
      run.more.push(await measure(folder, run, Number(values.threads)));
    }
  }
  show(runs);
});

function fill(site) {
  mkdirSync(site, { recursive: true });
  writeFileSync(join(site, 'small.bin'), Buffer.alloc(10_000, 'x'));
  writeFileSync(join(site, 'big.bin'), Buffer.alloc(1_000_000, 'x'));
  writeFileSync(join(site, 'big.bmp'), bitmap(577, 577));
}

/** A white picture of 24 bits a pixel. */
function bitmap(width, height) {
  const lineBytes = Math.ceil((width * 3) / 4) * 4;
  const picture = Buffer.alloc(54 + lineBytes * height, 255);
  picture.fill(0, 0, 54).write('BM');
  picture.writeUInt32LE(picture.length, 2);
  for (const [place, value] of [
    [10, 54],
    [14, 40],
    [18, width],
    [22, height],
    [34, picture.length - 54],
  ])
    picture.writeUInt32LE(value, place);
  picture.writeUInt16LE(1, 26);
  picture.writeUInt16LE(24, 28);
  return picture;
}

/** Children have the cores that their parent has when it starts them. */
async function onOneCore(start) {
  if (isPinned) keepTo(String(cores - 1));
  const server = await start();
  if (isPinned) keepTo(`0-${cores - 1}`);
  return server;
}

function keepTo(list) {
  const { status, stderr } = spawnSync('taskset', ['-cp', list, String(process.pid)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`taskset: ${stderr}`);
}

function prepare(folder, { origin }, { file, count: full, options, digests = [], name }) {
  const count = Math.round(full * scale);
  const list = join(folder, `${name}.txt`);
  const body = readFileSync(join(folder, 'plain/site', file));
  const found = digests.map((algorithm) => [algorithm, createHash(algorithm).update(body).digest('hex')]);
  const rowOf = (_, i) => JSON.stringify({ url: `${origin}/${file}?${i}`, ...Object.fromEntries(found) });
  writeFileSync(list, Array.from({ length: count }, rowOf).join('\n'));
  const checks = digests.flatMap((algorithm) => ['--checksum', algorithm]);
  return { name, count, list, options: [...options, ...checks], one: [], more: [] };
}

async function measure(folder, { name, count, list, options }, threads) {
  const out = join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  // The same bytes from many URLs would be taken for a placeholder.
  const always = ['--threads', String(threads), '--learn-placeholders', '0', '-d', 'out', '-o', '{seq}'];
  const command = [...ownPrograms.pfetch, ...always, ...options, list];
  const figures = await measureCommand(command, { folder, output: join(folder, 'rows'), limit: 120 });
  const found = readdirSync(out).length;
  if (found !== count) throw new Error(`${name}, ${threads} threads: ${found} of ${count} files`);
  return figures;
}

function show(runs) {
  const of = (figures, figure) => median(figures.map((each) => each[figure]));
  const rows = runs.map(({ name, count, one, more }) => {
    const [wall, wallMore] = [of(one, 'seconds'), of(more, 'seconds')];
    const [cpu, cpuMore] = [of(one, 'cpuSeconds'), of(more, 'cpuSeconds')];
    const figures = [wall, wallMore].map((seconds) => seconds.toFixed(2));
    const times = [wall / wallMore, cpuMore / cpu].map((ratio) => `${ratio.toFixed(2)}x`);
    return [
      name,
      count,
      ...figures,
      times[0],
      cpu.toFixed(2),
      cpuMore.toFixed(2),
      times[1],
      of(more, 'peakMb').toFixed(0),
    ];
  });
  const { threads } = values;
  const where = isPinned ? `kept to one of ${cores} cores, which pfetch uses too` : `on ${cores} cores`;
  report(
    {
      title: 'Threads',
      setting: `--threads ${threads} beside 1, one host, nginx with one worker ${where}, ${rounds} rounds, medians`,
      columns: [
        'work',
        'files',
        'wall s, 1',
        `wall s, ${threads}`,
        'faster',
        'CPU s, 1',
        `CPU s, ${threads}`,
        'CPU',
        'peak MB',
      ],
      rows,
      bars: [
        {
          label: `times as fast with ${threads} threads`,
          items: runs.map(({ name, one, more }) => [name, of(one, 'seconds') / of(more, 'seconds')]),
        },
      ],
    },
    values.json,
  );
}
