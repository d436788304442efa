// seq-urls against what people use instead: ten million rows into a pipe, all in one run, medians of five.
// `node bench/seq-urls.js --quick`: fewer rows, two rounds.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { median } from './support/median.js';
import { ownPrograms } from './support/own-programs.js';
import { report } from './support/report.js';
import { runPipeline } from './support/run-pipeline.js';
import { withWorkplace } from './support/with-workplace.js';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, json: { type: 'string' } },
});
const [, seqUrls] = ownPrograms['seq-urls'];
const concatenate = fileURLToPath(new URL('support/concatenate.js', import.meta.url));
const rounds = values.quick ? 2 : 5;
const rows = values.quick ? 2_000_000 : 10_000_000;
// Two variables with about as many rows in all.
const side = Math.floor(Math.sqrt(rows));
const range = ['https://h.example/{id}/0', `id=1..${rows}`];
const peta = 'id=1..1000000000000000';
/** The rows of the first program from a file in memory: what the pipe and its reader take. */
const cat = 'cat of the same rows';

await withWorkplace('seq-urls', async ({ folder }) => {
  const copy = join(folder, 'rows');
  execFileSync('sh', ['-c', '"$@" > "$0"', copy, process.execPath, seqUrls, ...range]);
  show(await measure({ ...programs(), [cat]: { rows, run: ['cat', [copy]] } }));
});

/** What is run, over how many rows, and beside whom, by how many times faster it has to be. */
function programs() {
  const square = `${side} x ${side}`;
  const long = `${rows / 2} x 2`;
  return {
    'seq-urls': { rows, run: node(seqUrls, ...range), beside: { 'seq -f': 5, 'seq | sed': 8 } },
    'seq-urls --plain': { rows, run: node(seqUrls, '--plain', ...range) },
    'seq -f': { rows, run: ['seq', ['-f', 'https://h.example/%.0f/0', `${rows}`]] },
    'seq | sed': { rows, run: ['sh', ['-c', `seq ${rows} | sed 's|.*|https://h.example/&/0|'`]] },
    [`seq-urls, ${square}`]: {
      ...{ rows: side * side, beside: { [`node loop, ${square}`]: 1 } },
      run: node(seqUrls, 'https://h.example/{a}/{b}', `a=1..${side}`, `b=1..${side}`),
    },
    [`node loop, ${square}`]: { rows: side * side, run: node(concatenate, `${side}`, `${side}`) },
    [`seq-urls, ${long}`]: {
      ...{ rows, beside: { [`node loop, ${long}`]: 1 } },
      run: node(seqUrls, 'https://h.example/{a}/{b}', `a=1..${rows / 2}`, 'b=1..2'),
    },
    [`node loop, ${long}`]: { rows, run: node(concatenate, `${rows / 2}`, '2') },
    'seq-urls --shuffle, of 10^15': {
      ...{ rows: rows / 10 },
      run: node(seqUrls, '--shuffle', '--take', `${rows / 10}`, 'https://h.example/{id}', peta),
    },
    'seq-urls --skip 10^15 - 1': {
      ...{ rows: 1 },
      run: node(seqUrls, '--skip', '999999999999999', 'https://h.example/{id}', peta),
    },
  };
}

function node(...args) {
  return [process.execPath, args];
}

/** Round by round, so that a busy moment of the machine hits all alike. */
async function measure(commands) {
  const runs = Object.entries(commands).map(([name, each]) => ({ name, ...each, results: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const { run, results } of runs) results.push(await runPipeline(...run));
  }
  return runs.map(({ results, ...each }) => ({
    ...each,
    ms: median(results.map(({ ms }) => ms)),
    peakMb: Math.max(...results.map(({ peakMb }) => peakMb)),
  }));
}

function show(measured) {
  const named = Object.fromEntries(measured.map((each) => [each.name, each]));
  const rate = ({ rows: count, ms }) => (count / ms) * 1000;
  report(
    {
      title: 'seq-urls into a pipe',
      setting: `${rounds} rounds, medians; every reader throws away what it gets`,
      columns: ['program', 'rows', 'ms', 'million rows/s', 'peak MB'],
      rows: measured.map(({ name, rows: count, ms, peakMb }) => [
        ...[name, count, ms.toFixed(0)],
        ...[count > 1 ? (count / ms / 1000).toFixed(1) : '', peakMb.toFixed(0)],
      ]),
      limits: ['seq-urls', `seq-urls, ${side} x ${side}`].map((name) => ({
        ...{ what: `rows out of ${name}`, unit: 'rows/s', by: cat },
        ...{ measured: rate(named[name]), limit: rate(named[cat]) },
      })),
      notes: measured.flatMap(({ name, ms, beside = {} }) =>
        Object.entries(beside).map(
          ([other, wanted]) =>
            `${name} is ${(named[other].ms / ms).toFixed(1)} times as fast as ${other} (wanted: ${wanted})`,
        ),
      ),
    },
    values.json,
  );
}
