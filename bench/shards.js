// A second core is a second process: two pfetch with --shard 1/2 and 2/2 beside one, on the same list of many hosts.
// `node bench/shards.js --quick`; --files and --rounds set the size. The server has a core of its own where there is one more.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

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
    ...{ files: { type: 'string' }, rounds: { type: 'string' } },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
const hosts = 64;
const works = [
  { bytes: 10_000, files: Number(values.files ?? (values.quick ? 4000 : 20_000)), words: [] },
  {
    bytes: 1_000_000,
    files: Number(values.files ?? (values.quick ? 300 : 1000)),
    words: ['--checksum', 'md5', '--checksum', 'sha512'],
  },
];

requirePrograms('time', 'nginx');
await withWorkplace('shards', compare);

async function compare({ folder, endings }) {
  mkdirSync(join(folder, 'site'));
  for (const { bytes } of works) writeFileSync(join(folder, `site/${bytes}.bin`), Buffer.alloc(bytes, 'x'));
  const nginx = await startNginx(folder);
  endings.push(nginx.stop);
  const measured = [];
  for (const work of works) {
    const urls = Array.from(
      { length: work.files },
      (_, n) => `http://h${n % hosts}.test:${nginx.port}/${work.bytes}.bin?${n}\n`,
    );
    writeFileSync(join(folder, 'urls'), urls.join(''));
    const runs = [1, 2].map((processes) => ({ ...work, processes, figures: [] }));
    for (let round = 0; round < rounds; round += 1)
      for (const run of round % 2 === 0 ? runs : [...runs].reverse())
        run.figures.push(await fetchAll(folder, nginx.port, run));
    measured.push(...runs);
  }
  show(measured);
}

async function fetchAll(folder, port, { files, words, processes }) {
  const out = join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  const common = ['-q', '-j', String(100 / processes), '-d', 'out', '-o', '{seq}', ...words];
  const command = [...ownPrograms.pfetch, ...common, '--resolve', `*:${port}:127.0.0.1`, 'urls'].join(' ');
  const parts = Array.from({ length: processes }, (_, at) => `${command} --shard ${at + 1}/${processes} &`);
  const figures = await measureCommand(['sh', '-c', `${parts.join(' ')} wait`.replaceAll('*', '\\*')], {
    folder,
  });
  const found = readdirSync(out).length;
  if (found !== files) throw new Error(`${found} of ${files} files by ${processes} processes`);
  return figures;
}

function show(measured) {
  const of = ({ figures }, name) => median(figures.map((each) => each[name]));
  report(
    {
      title: 'Two processes beside one, by --shard',
      setting: `${hosts} host names on loopback, nginx with one worker, ${availableParallelism()} cores, 100 at a time in all, ${rounds} rounds, medians`,
      columns: ['files', 'bytes', 'digests', 'processes', 'seconds', 'times as fast', 'CPU µs/file'],
      rows: measured.map((run, at) => [
        ...[run.files, run.bytes, run.words.length / 2 + 1, run.processes, of(run, 'seconds').toFixed(2)],
        (of(measured[at - (run.processes - 1)], 'seconds') / of(run, 'seconds')).toFixed(2),
        ((of(run, 'cpuSeconds') / run.files) * 1e6).toFixed(0),
      ]),
      bars: [
        {
          label: 'seconds by processes',
          items: measured.map((run) => [`${run.processes} at ${run.bytes} bytes`, of(run, 'seconds')]),
        },
      ],
      notes: ['The server takes part of the cores: with two of them, twice as fast is out of reach.'],
    },
    values.json,
  );
}
