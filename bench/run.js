// All measurements, one after the other, into bench/results: `npm run bench`, or `npm run bench -- --quick` in about two
// minutes; `npm run bench -- --only world,memory` for some of them, `--results DIR` for another folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
const quick = values.quick ? ['--quick'] : [];
/** Each result: the script, its words, and a title where the script only prints. */
const measurements = {
  'fast-server': { script: 'pfetch.js', words: quick },
  ...(values.quick ? {} : sizes()),
  'waiting-server': { script: 'pfetch.js', words: [...quick, '--wait', '20'] },
  world: { script: 'world.js', words: quick },
  memory: { script: 'memory.js', words: quick },
  'start-up': { script: 'startup.js', words: values.quick ? ['7'] : [], title: 'Start-up of each tool' },
  'seq-urls': {
    script: 'seq-urls.js',
    words: values.quick ? ['--quick'] : [],
    title: 'seq-urls into a pipe',
  },
  'list-links': { script: 'list-links.js', words: quick },
  image: { script: 'image.js', words: [], title: 'What --image costs' },
  'imagenet-pick': {
    script: 'imagenet-pick.js',
    words: values.quick ? ['--lines', '300000', '--rounds', '2'] : [],
    title: 'imagenet-pick on a list of the real shape',
  },
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

/** Runs one measurement in a process of its own; a failed one leaves no old figures behind. */
function run(name, { script, words, title }) {
  const result = join(values.results, `${name}.json`);
  rmSync(result, { force: true });
  const path = fileURLToPath(new URL(script, import.meta.url));
  const asked = title === undefined ? ['--json', result] : [];
  console.log(`\n== ${name}`);
  const output = title === undefined ? 'inherit' : 'pipe';
  const { status, stdout } = spawnSync(process.execPath, [path, ...words, ...asked], {
    stdio: ['ignore', output, 'inherit'],
    encoding: 'utf8',
  });
  if (title !== undefined) {
    process.stdout.write(stdout);
    if (status === 0) writeFileSync(result, `${JSON.stringify({ title, text: stdout }, null, 2)}\n`);
  }
  return status === 0 && existsSync(result) && readFileSync(result, 'utf8') !== '';
}

/** Other sizes and numbers of connections, each with the peers that get through it. */
function sizes() {
  const words = (files, bytes, jobs) => ['--files', files, '--bytes', bytes, '--jobs', jobs, '--rounds', '5'];
  const bulk = ['--only', 'pfetch,pfetch --no-sha256,curl -Z,wget2,aria2c,C: files and sockets'];
  return {
    'fast-server-1kB': { script: 'pfetch.js', words: [...words('20000', '1000', '100'), ...bulk] },
    'fast-server-1MB': { script: 'pfetch.js', words: [...words('500', '1000000', '100'), ...bulk] },
    'fast-server-2GB': { script: 'pfetch.js', words: [...words('1', '2000000000', '1'), ...bulk] },
    'fast-server-1-connection': { script: 'pfetch.js', words: [...words('5000', '10000', '1'), ...bulk] },
    'fast-server-16-connections': { script: 'pfetch.js', words: [...words('20000', '10000', '16'), ...bulk] },
    'fast-server-1000-connections': {
      script: 'pfetch.js',
      words: [...words('20000', '10000', '1000'), ...bulk],
    },
  };
}
