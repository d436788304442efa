// All measurements, one after the other, into bench/results: `npm run bench`, or `npm run bench -- --quick` in about two
// minutes; `npm run bench -- --only world,memory` for some of them, `--results DIR` for another folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { describeMachine } from './support/describe-machine.js';
import { writeSummary } from './support/write-summary.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, only: { type: 'string' } },
    results: { type: 'string', default: fileURLToPath(new URL('results', import.meta.url)) },
  },
});
/** The programs that get through many files. */
const bulk = 'pfetch,pfetch --no-sha256,curl -Z,wget2,aria2c,Node: files and sockets,C: files and sockets';
/** Each result: the script, its words, those of a quick run beside its --quick, and a title where the script only prints. */
const measurements = {
  'fast-server': { script: 'pfetch.js' },
  ...fastServerVariants(),
  'waiting-server': {
    script: 'pfetch.js',
    words: ['--wait', '20'],
    quick: ['--files', '2500', '--only', bulk],
  },
  'list-links': { script: 'list-links.js' },
  crawl: { script: 'crawl.js' },
  transport: { script: 'transport.js' },
  world: {
    script: 'world.js',
    // At its full size, the programs that do not come to an end make this an hour and a half.
    words: ['--urls', '5000', '--limit', '120'],
    quick: ['--hosts', '150', '--urls', '600', '--limit', '14', '--only', 'pfetch,aria2c'],
  },
  refusals: { script: 'refusals.js', quick: ['--only', 'pfetch,curl -Z'] },
  'list-rows': { script: 'list-rows.js' },
  shards: { script: 'shards.js' },
  split: { script: 'split.js' },
  memory: { script: 'memory.js' },
  hosts: { script: 'hosts.js', quick: ['--rows', '5000'] },
  'start-up': { script: 'startup.js' },
  filters: { script: 'filters.js' },
  'seq-urls': { script: 'seq-urls.js' },
  'imagenet-pick': { script: 'imagenet-pick.js' },
  image: { script: 'pictures.js' },
  ...(values.quick ? {} : { 'image-rooms': { script: 'image.js', title: 'What the rooms of --image take' } }),
  img2dataset: { script: 'img2dataset.js' },
};

const wanted = values.only?.split(',') ?? Object.keys(measurements);
const unknown = wanted.filter((name) => !(name in measurements));
if (unknown.length > 0)
  throw new Error(`no measurement ${unknown.join(', ')}; there are ${Object.keys(measurements).join(', ')}`);
mkdirSync(values.results, { recursive: true });
const failed = wanted.filter((name) => !run(name, measurements[name]));
const date = new Date().toISOString().slice(0, 10);
writeSummary(values.results, Object.keys(measurements), {
  machine: describeMachine(),
  isQuick: values.quick,
  date,
});
console.log(`\n${join(values.results, 'README.md')}`);
if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;

/**
 * Runs one measurement in a process of its own; one that fails or is skipped leaves no old figures behind. A script that
 * ends well without figures has said why it could not measure.
 */
function run(name, { script, words = [], quick = [], title }) {
  const result = join(values.results, `${name}.json`);
  rmSync(result, { force: true });
  const path = fileURLToPath(new URL(script, import.meta.url));
  const asked = [...(values.quick ? ['--quick', ...quick] : []), '--json', result];
  const start = performance.now();
  console.log(`\n== ${name}`);
  const { status, stdout } = spawnSync(
    process.execPath,
    [path, ...words, ...(title === undefined ? asked : [])],
    {
      stdio: ['ignore', title === undefined ? 'inherit' : 'pipe', 'inherit'],
      encoding: 'utf8',
    },
  );
  if (title !== undefined) {
    process.stdout.write(stdout);
    if (status === 0) writeFileSync(result, `${JSON.stringify({ title, text: stdout }, null, 2)}\n`);
  }
  if (status !== 0) rmSync(result, { force: true });
  const end = status !== 0 ? 'failed' : existsSync(result) ? 'measured' : 'skipped';
  console.log(`(${name}: ${end} in ${((performance.now() - start) / 1000).toFixed(0)} s)`);
  return status === 0;
}

/** Other sizes, numbers of connections and ways, each with the peers that get through it. */
function fastServerVariants() {
  const variant = (...words) => ({ script: 'pfetch.js', words: [...words, '--only', bulk] });
  const ways = {
    'fast-server-disk': { ...variant('--on', 'disk'), quick: ['--files', '1000'] },
    'fast-server-tls': { ...variant('--tls'), quick: ['--files', '3000'] },
    'fast-server-http2': { ...variant('--http2'), quick: ['--files', '2000'] },
  };
  if (values.quick) return ways;
  return {
    ...ways,
    'fast-server-1kB': variant('--bytes', '1000'),
    'fast-server-1MB': variant('--bytes', '1000000', '--files', '500'),
    'fast-server-2GB': variant('--bytes', '2000000000', '--files', '1', '--jobs', '1'),
    'fast-server-1-connection': variant('--files', '5000', '--jobs', '1'),
    'fast-server-16-connections': variant('--jobs', '16'),
    'fast-server-1000-connections': variant('--jobs', '1000'),
  };
}
