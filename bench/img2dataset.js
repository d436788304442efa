// pfetch --image beside img2dataset, the strongest of the image collectors: small JPEGs from nginx on loopback, none of them
// encoded anew, in the same run, interleaved. Its start-up is large, so it is measured apart.
// `node bench/img2dataset.js --quick`; --images and --rounds set the size. Without img2dataset there is nothing to compare.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { findImg2dataset } from './support/find-img2dataset.js';
import { makeJpeg, numberJpeg } from './support/make-jpeg.js';
import { measureCommand } from './support/measure-command.js';
import { median } from './support/median.js';
import { ownPrograms } from './support/own-programs.js';
import { requirePrograms } from './support/require-programs.js';
import { report } from './support/report.js';
import { startNginx } from './support/start-nginx.js';
import { withWorkplace } from './support/with-workplace.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' } },
    ...{ images: { type: 'string' }, rounds: { type: 'string' } },
  },
});
const images = Number(values.images ?? (values.quick ? 2000 : 20_000));
const rounds = Number(values.rounds ?? (values.quick ? 1 : 5));
requirePrograms('nginx', 'time');
const picture = await makeJpeg();
// A quick run is no moment to install 800 MB.
const img2dataset = findImg2dataset({ mayInstall: !values.quick });

if (img2dataset === undefined) console.log('skipped: img2dataset is not installed (pip install img2dataset)');
else await withWorkplace('img2dataset', run);

async function run({ folder, endings }) {
  mkdirSync(join(folder, 'site'));
  for (let i = 0; i < images; i++) writeFileSync(join(folder, `site/${i}.jpg`), numberJpeg(picture, i));
  const { origin, stop } = await startNginx(folder);
  endings.push(stop);
  for (const count of [1, images]) {
    const urls = Array.from({ length: count }, (_, i) => `${origin}/${i}.jpg\n`);
    writeFileSync(join(folder, `${count}.txt`), urls.join(''));
  }
  const results = Object.entries(contenders()).map(([name, command]) => ({
    name,
    command,
    one: [],
    all: [],
  }));
  for (let round = 0; round < rounds; round++) {
    for (const { command, one, all } of results) {
      one.push(await runOnce(folder, command, 1));
      all.push(await runOnce(folder, command, images));
    }
  }
  show(results.map(summarise), picture.length);
}

function contenders() {
  const theirs = (processes) => (count) => [
    ...[...img2dataset, `--url_list=${count}.txt`, '--output_folder=out', '--output_format=files'],
    ...['--resize_mode=no', '--disable_all_reencoding=True', '--enable_wandb=False', '--thread_count=100'],
    // A shard for each process: it hands out no less.
    ...[`--processes_count=${processes}`, `--number_sample_per_shard=${Math.ceil(count / processes)}`],
  ];
  const ours = (count) => [...ownPrograms.pfetch, '-q', '--image', '-j', '100', '-d', 'out', `${count}.txt`];
  return {
    'pfetch --image': ours,
    ...(values.quick ? {} : { 'img2dataset, 1 process': theirs(1) }),
    'img2dataset, 2 processes': theirs(2),
  };
}

async function runOnce(folder, command, count) {
  const out = join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  // Albumentations, which img2dataset loads, would ask its registry for a newer version.
  const env = { NO_ALBUMENTATIONS_UPDATE: '1' };
  const figures = await measureCommand(command(count).map(String), { folder, env, limit: 200 });
  const pictures = readdirSync(out, { recursive: true }).filter((name) => name.endsWith('.jpg')).length;
  if (pictures !== count) throw new Error(`${command(count).join(' ')}: ${pictures} of ${count} pictures`);
  return figures;
}

function summarise({ name, one, all }) {
  const of = (runs, figure) => median(runs.map((run) => run[figure]));
  const perImage = (figure, less) => ((of(all, figure) - less) / images) * 1e6;
  return {
    ...{ name, startSeconds: of(one, 'seconds'), peakMb: Math.max(...all.map((each) => each.peakMb)) },
    rate: images / of(all, 'seconds'),
    cpu: perImage('cpuSeconds', 0),
    added: perImage('cpuSeconds', of(one, 'cpuSeconds')),
    addedWall: perImage('seconds', of(one, 'seconds')),
  };
}

function show(summaries, bytes) {
  report(
    {
      title: 'Collecting images',
      setting: `${images} JPEGs of ${bytes} bytes, 100 at a time (img2dataset: threads in each process), nginx on loopback, output on tmpfs, nothing encoded anew, ${rounds} rounds, medians; the start is a run over one image`,
      columns: [
        ...['program', 'images/s', 'images/s less start', 'CPU µs/image', 'less start'],
        ...['start, s', 'peak MB a process'],
      ],
      rows: summaries.map(({ name, rate, cpu, added, addedWall, startSeconds, peakMb }) => [
        ...[name, rate.toFixed(0), (1e6 / addedWall).toFixed(0), cpu.toFixed(0), added.toFixed(0)],
        ...[startSeconds.toFixed(2), peakMb.toFixed(0)],
      ]),
      bars: [{ label: 'images a second', items: summaries.map(({ name, rate }) => [name, rate]) }],
    },
    values.json,
  );
}
