// Memory and time as the list grows: rows through pfetch's skip path, up to ten million; rows for a reader that sleeps; and
// seq-urls. `node bench/memory.js --quick`; --rows is the largest list, --slow-rows and --sleep (s) the sleeping reader's.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { ownPrograms } from './support/own-programs.js';
import { report } from './support/report.js';
import { withWorkplace } from './support/with-workplace.js';

const promisedMb = { pfetch: 150, 'seq-urls': 80 };
const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' }, rows: { type: 'string' } },
    ...{ 'slow-rows': { type: 'string' }, sleep: { type: 'string' } },
  },
});
const most = Number(values.rows ?? (values.quick ? 300_000 : 10_000_000));
const slowRows = Number(values['slow-rows'] ?? (values.quick ? 50_000 : 200_000));
const sleepSeconds = Number(values.sleep ?? (values.quick ? 3 : 20));
const [seqUrls, pfetch] = [ownPrograms['seq-urls'], ownPrograms.pfetch].map((words) => words.join(' '));

await withWorkplace('memory', ({ folder }) => {
  const measured = [];
  for (const each of cases()) measured.push({ ...each, ...measurePipeline(folder, each) });
  show(measured);
});

/** `$T` is where the program under test is timed; the others of its pipeline are not. */
function cases() {
  const sizes = [1000, 30_000, 300_000, 1_000_000, 10_000_000].filter((size) => size < most);
  const rowsOf = (rows) => `${seqUrls} 'http://127.0.0.1:9/{id}' id=1..${rows}`;
  const done = `sed 's/}$/,"ok":true,"outcome":"fetched","status":200,"path":"p","bytes":5,"attempts":1}/'`;
  return [
    ...[...sizes, most].flatMap((rows) => [
      { tool: 'seq-urls', what: 'one range', rows, script: `$T ${rowsOf(rows)} | cat > /dev/null` },
      {
        ...{ tool: 'pfetch', what: 'new rows, --dry-run', rows },
        script: `${rowsOf(rows)} | $T ${pfetch} -q -n | cat > /dev/null`,
      },
    ]),
    ...[...sizes, most].map((rows) => ({
      ...{ tool: 'pfetch', what: 'rows that the journal knows, all different', rows },
      prepare: `${rowsOf(rows)} | ${done} > journal`,
      script: `${rowsOf(rows)} | $T ${pfetch} -q --journal journal | cat > /dev/null`,
    })),
    {
      ...{ tool: 'pfetch', what: `a reader that sleeps ${sleepSeconds} s`, rows: slowRows },
      script: `${rowsOf(slowRows)} | $T ${pfetch} -q -n | (sleep ${sleepSeconds}; cat) > /dev/null`,
    },
  ];
}

function measurePipeline(cwd, { prepare, script }) {
  const shell = (text) =>
    spawnSync('sh', ['-c', text], { cwd, stdio: ['ignore', 'ignore', 'inherit'] }).status;
  if (prepare !== undefined && shell(prepare) !== 0) throw new Error(prepare);
  if (shell(`T='/usr/bin/time -o figures.txt -f %e:%U:%S:%M'; ${script}`) !== 0) throw new Error(script);
  const [seconds, user, system, kilobytes] = readFileSync(join(cwd, 'figures.txt'), 'utf8')
    .trim()
    .split(':')
    .map(Number);
  return { seconds, cpuSeconds: user + system, peakMb: kilobytes / 1000 };
}

function show(measured) {
  const charted = measured.filter(({ what }) => !what.startsWith('a reader'));
  report(
    {
      title: 'Memory and time as the list grows',
      setting: `peak memory (RSS) of the one program; pfetch promises ${promisedMb.pfetch} MB, seq-urls ${promisedMb['seq-urls']} MB`,
      columns: ['program', 'work', 'rows', 'peak MB', 'promise', 'seconds', 'CPU µs/row', 'rows/s'],
      rows: measured.map(({ tool, what, rows, seconds, cpuSeconds, peakMb }) => [
        ...[tool, what, rows, peakMb.toFixed(0), peakMb <= promisedMb[tool] ? 'kept' : 'BROKEN'],
        ...[seconds.toFixed(2), ((cpuSeconds / rows) * 1e6).toFixed(2), (rows / seconds).toFixed(0)],
      ]),
      bars: [
        {
          label: 'peak MB by rows',
          items: charted.map(({ tool, what, rows, peakMb }) => [`${tool}, ${what}: ${rows}`, peakMb]),
        },
      ],
    },
    values.json,
  );
}
