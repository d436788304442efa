// The promise: `seq-urls --version` takes at most 1.3 times as long as bare node, every tool at most 1.8 times.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { tools } from '../scripts/build.js';
import { median } from './support/median.js';

const rounds = Number(process.argv[2] ?? 31);
const programs = new Map([['node -e 0', ['-e', '0']]]);
for (const tool of tools) {
  programs.set(`${tool} --version`, [
    fileURLToPath(new URL(`../packages/${tool}/dist/main.js`, import.meta.url)),
    '--version',
  ]);
}

const times = new Map([...programs.keys()].map((name) => [name, []]));
// Interleaved, so that what else the machine does falls on all alike; the first round warms the disk's cache.
for (let round = 0; round <= rounds; round += 1) {
  for (const [name, words] of programs) {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    if (status !== 0) throw new Error(`${name}: status ${status}`);
    if (round > 0) times.get(name).push(performance.now() - start);
  }
}

console.log('median and least, in ms and as a multiple of bare node');
const bare = times.get('node -e 0');
for (const [name, each] of times) {
  const promise = name.startsWith('node') ? '' : ` (promised ${name.startsWith('seq-urls') ? 1.3 : 1.8})`;
  console.log(`${figures(median, each)}  ${figures(least, each)}  ${name}${promise}`);
}

function figures(of, each) {
  return `${of(each).toFixed(1).padStart(6)} ${(of(each) / of(bare)).toFixed(2)}`;
}

function least(numbers) {
  return Math.min(...numbers);
}
