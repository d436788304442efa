// seq-urls against what people use instead: ten million rows into a pipe, all in one run, medians of five.
// `node bench/seq-urls.js --quick`: fewer rows, two rounds.
import { fileURLToPath } from 'node:url';

import { median } from './support/median.js';
import { runPipeline } from './support/run-pipeline.js';

const seqUrls = fileURLToPath(new URL('../packages/seq-urls/dist/main.js', import.meta.url));
const concatenate = fileURLToPath(new URL('support/concatenate.js', import.meta.url));
const isQuick = process.argv.includes('--quick');
const rounds = isQuick ? 2 : 5;
const rows = isQuick ? 3_000_000 : 10_000_000;
// Two variables with about as many rows in all.
const side = Math.floor(Math.sqrt(rows));

const oneRange = {
  'seq-urls': node(seqUrls, 'https://h.example/{id}/0', `id=1..${rows}`),
  'seq-urls --plain': node(seqUrls, '--plain', 'https://h.example/{id}/0', `id=1..${rows}`),
  'seq -f': ['seq', ['-f', 'https://h.example/%.0f/0', `${rows}`]],
  'seq | sed': ['sh', ['-c', `seq ${rows} | sed 's|.*|https://h.example/&/0|'`]],
};
const twoVariables = {
  [`seq-urls, ${side} x ${side}`]: node(seqUrls, 'https://h.example/{a}/{b}', `a=1..${side}`, `b=1..${side}`),
  [`node loop, ${side} x ${side}`]: node(concatenate, `${side}`, `${side}`),
  [`seq-urls, ${rows / 2} x 2`]: node(seqUrls, 'https://h.example/{a}/{b}', `a=1..${rows / 2}`, 'b=1..2'),
  [`node loop, ${rows / 2} x 2`]: node(concatenate, `${rows / 2}`, '2'),
};
const others = {
  'seq-urls --shuffle, 1 million of 10^15': node(
    ...[seqUrls, '--shuffle', '--take', '1000000', 'https://h.example/{id}', 'id=1..1000000000000000'],
  ),
  'seq-urls --skip 10^15 - 1': node(
    ...[seqUrls, '--skip', '999999999999999', 'https://h.example/{id}', 'id=1..1000000000000000'],
  ),
};
const startUp = { 'seq-urls --version': node(seqUrls, '--version'), 'node -e 0': node('-e', '0') };

const medians = {
  ...(await measure({ ...oneRange, ...twoVariables, ...others })),
  ...(await measure(startUp, 15)),
};
for (const [name, { ms, peakMb }] of Object.entries(medians)) {
  console.log(`${name.padEnd(40)} ${ms.toFixed(0).padStart(6)} ms  ${peakMb.toFixed(0).padStart(4)} MB`);
}
console.log();
compare('seq -f', 'seq-urls', 5);
compare('seq | sed', 'seq-urls', 8);
compare(`node loop, ${side} x ${side}`, `seq-urls, ${side} x ${side}`, 1);
compare(`node loop, ${rows / 2} x 2`, `seq-urls, ${rows / 2} x 2`, 1);
const ratio = medians['seq-urls --version'].ms / medians['node -e 0'].ms;
console.log(`seq-urls --version takes ${ratio.toFixed(2)} of node -e 0 (wanted: at most 1.3)`);

function node(...args) {
  return [process.execPath, args];
}

/** Round by round, so that a busy moment of the machine hits all alike. */
async function measure(commands, times = rounds) {
  const runs = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < times; round++) {
    for (const [name, [program, args]] of Object.entries(commands))
      runs[name].push(await runPipeline(program, args));
  }
  return Object.fromEntries(
    Object.entries(runs).map(([name, results]) => [
      name,
      { ms: median(results.map(({ ms }) => ms)), peakMb: Math.max(...results.map(({ peakMb }) => peakMb)) },
    ]),
  );
}

function compare(slower, faster, wanted) {
  const times = medians[slower].ms / medians[faster].ms;
  console.log(`${faster} is ${times.toFixed(1)} times as fast as ${slower} (wanted: ${wanted})`);
}
