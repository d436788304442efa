// list-rows beside what reads Parquet today: two columns of a list of LAION's shape as JSON, and how soon the first row is there.
// `node bench/list-rows.js --quick`; --rows is the length of the list. The Python of .ci/run makes the list and runs the others.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { findTablesPython } from './support/find-tables-python.js';
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
    ...{ rows: { type: 'string' }, rounds: { type: 'string' } },
  },
});
const rows = Number(values.rows ?? (values.quick ? 500_000 : 5_000_000));
const rounds = Number(values.rounds ?? (values.quick ? 3 : 5));

requirePrograms('time', 'nginx');
const python = findTablesPython();
if (python === undefined) console.log('skipped: .ci/run has not installed pyarrow and DuckDB');
else await withWorkplace('list-rows', run);

async function run({ folder, endings }) {
  const list = makeList();
  const script = (name) => [python, fileURLToPath(new URL(`support/${name}`, import.meta.url)), list];
  const rename = ['--rename', 'URL=url,TEXT=caption', '--columns', 'caption'];
  const programs = [
    { name: 'list-rows', words: [...ownPrograms['list-rows'], ...rename, list] },
    { name: 'pyarrow, a loop', words: script('list-with-pyarrow.py') },
    { name: 'DuckDB, COPY', words: script('list-with-duckdb.py') },
  ].map((program) => ({ ...program, figures: [], first: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const program of rotated(programs, round)) {
      program.figures.push(await measureCommand(program.words, { folder, output: '/dev/null' }));
      program.first.push(await firstRowAfter(program.words));
    }
  }
  const remote = await readRemotely({ folder, endings, list, rename });
  show(programs, remote, statSync(list).size);
}

/** Kept beside what the tests keep: to make it takes minutes. */
function makeList() {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'fetchutils-bench');
  const list = join(folder, `list-${rows}.parquet`);
  if (existsSync(list)) return list;
  mkdirSync(folder, { recursive: true });
  console.log(`making a list of ${rows} rows ...`);
  const make = fileURLToPath(new URL('support/make-list.py', import.meta.url));
  const { status } = spawnSync(python, [make, `${list}.part`, String(rows)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('the list could not be made');
  renameSync(`${list}.part`, list);
  return list;
}

function rotated(programs, by) {
  const at = by % programs.length;
  return [...programs.slice(at), ...programs.slice(0, at)];
}

async function firstRowAfter(command) {
  const start = performance.now();
  // Node's pipes are sockets, which cannot be opened by the name /dev/stdout.
  const child = spawn('sh', ['-c', '"$@" | cat', 'sh', ...command], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const seconds = (performance.now() - start) / 1000;
  child.stdout.destroy();
  child.kill();
  await ended;
  return seconds;
}

/** The first row from a server: when, and how much of the list had been read at the end of it. */
async function readRemotely({ folder, endings, list, rename }) {
  mkdirSync(join(folder, 'site'));
  // The server may not be allowed to read what is in the home of whoever runs this.
  copyFileSync(list, join(folder, 'site/list.parquet'));
  const nginx = await startNginx(folder);
  endings.push(nginx.stop);
  const words = [...ownPrograms['list-rows'], ...rename, `${nginx.origin}/list.parquet`];
  const first = [];
  for (let round = 0; round < rounds; round += 1) first.push(await firstRowAfter(words));
  return median(first);
}

function show(programs, remote, bytes) {
  const of = ({ figures }, name) => median(figures.map((each) => each[name]));
  const loop = programs.find(({ name }) => name.startsWith('pyarrow'));
  report(
    {
      title: 'A list as Parquet: two of its columns as JSON',
      setting: `${rows} rows of LAION's shape, ${(bytes / 1e6).toFixed(0)} MB, snappy, row groups of 100,000 rows; ${rounds} rounds, medians`,
      columns: ['program', 'seconds', 'rows/s', 'of the loop', 'CPU s', 'peak MB', 'first row, ms'],
      rows: programs.map((program) => [
        ...[program.name, of(program, 'seconds').toFixed(2), (rows / of(program, 'seconds')).toFixed(0)],
        `${(of(loop, 'seconds') / of(program, 'seconds')).toFixed(2)}x`,
        ...[of(program, 'cpuSeconds').toFixed(2), of(program, 'peakMb').toFixed(0)],
        (median(program.first) * 1000).toFixed(0),
      ]),
      bars: [
        {
          label: 'rows of a Parquet list, a second',
          items: programs.map((program) => [program.name, rows / of(program, 'seconds')]),
        },
      ],
      notes: [
        `From nginx on loopback list-rows writes its first row after ${(remote * 1000).toFixed(0)} ms.`,
      ],
    },
    values.json,
  );
}
