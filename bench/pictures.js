// What --image costs a download: CPU of the whole process for 10 kB JPEGs from nginx on loopback, against the same without
// it. Each round gives a ratio of its own, and plain pfetch runs twice in it: how far its two runs differ is what the
// machine does by itself. Both sizes matter: in the small one, a good part is the warming up of the engine.
// `node bench/pictures.js --quick`; --size (may be repeated) and --rounds set the size.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { cpuSeconds } from './support/cpu-seconds.js';
import { makeJpeg, numberJpeg } from './support/make-jpeg.js';
import { median } from './support/median.js';
import { ownPrograms } from './support/own-programs.js';
import { requirePrograms } from './support/require-programs.js';
import { report } from './support/report.js';
import { startNginx } from './support/start-nginx.js';
import { withWorkplace } from './support/with-workplace.js';

const wanted = 1.15;
const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' } },
    ...{ size: { type: 'string', multiple: true }, rounds: { type: 'string' } },
  },
});
const sizes = (values.size ?? (values.quick ? [5000] : [20_000, 100_000])).map(Number);
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
const plain = ['pfetch', 'pfetch, once more'];
const commands = {
  [plain[0]]: '',
  [plain[1]]: '',
  'pfetch --image': '--image --min-dimensions 32x32',
  'pfetch --image, nothing learned': '--image --min-dimensions 32x32 --learn-placeholders 0',
};

requirePrograms('nginx');
const picture = await makeJpeg();
await withWorkplace('pictures', async ({ folder, endings }) => {
  mkdirSync(join(folder, 'site'));
  for (let i = 0; i < Math.max(...sizes); i++)
    writeFileSync(join(folder, `site/${i}.jpg`), numberJpeg(picture, i));
  const { port, stop } = await startNginx(folder);
  endings.push(stop);
  const results = [];
  for (const size of sizes) results.push(...summarise(size, await measure(folder, port, size)));
  show(results, picture.length);
});

/** The CPU seconds of every command, round by round, each time in another order. */
async function measure(folder, port, size) {
  const [list, out] = [join(folder, 'urls'), join(folder, 'out')];
  const urls = Array.from({ length: size }, (_, i) => `http://127.0.0.1:${port}/${i}.jpg\n`);
  writeFileSync(list, urls.join(''));
  const names = Object.keys(commands);
  const seconds = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const rotated = names.map((_, turn) => names[(round + turn) % names.length]);
    // Backwards every other time, so that nobody always runs after the same one.
    for (const name of round % 2 === 0 ? rotated : rotated.toReversed()) {
      const command = `${ownPrograms.pfetch.join(' ')} -q -j 100 -d ${out} ${commands[name]} < ${list}`;
      seconds[name].push(await cpuSeconds(command));
      rmSync(out, { recursive: true });
    }
  }
  return seconds;
}

/** Plain pfetch's second run is held against its first one, all others against the mean of the two. */
function summarise(size, seconds) {
  const [first, again] = plain.map((name) => seconds[name]);
  return Object.entries(seconds).map(([name, times]) => {
    const ratios = times.map((time, round) =>
      plain.includes(name) ? time / first[round] : (2 * time) / (first[round] + again[round]),
    );
    const spread = [Math.min(...ratios), Math.max(...ratios)];
    return { name, size, each: (median(times) / size) * 1e6, ratio: median(ratios), spread };
  });
}

function show(results, bytes) {
  const two = (number) => number.toFixed(2);
  report(
    {
      title: 'What --image costs',
      setting: `JPEGs of ${bytes} bytes, 100 at a time, nginx on loopback, ${rounds} rounds in changing order; of plain: the median, the least and the most of the rounds' ratios`,
      columns: ['program', 'pictures', 'CPU µs/picture', 'of plain', 'least', 'most', 'wanted'],
      rows: results.map(({ name, size, each, ratio, spread }) => [
        ...[name, size, each.toFixed(0), two(ratio), ...spread.map(two)],
        plain.includes(name) ? '' : `at most ${wanted}`,
      ]),
      bars: [
        {
          label: 'CPU, µs a picture',
          items: results.map(({ name, size, each }) => [`${name}, ${size}`, each]),
        },
      ],
    },
    values.json,
  );
}
