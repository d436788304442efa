// What imagenet-pick costs on a list of the real one's shape: the first pass beside mawk counting the same lines in the
// same run, and picks of 200 classes after it. `node bench/imagenet-pick.js --lines 1000000` is a smaller run.
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { transformSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { lines: { type: 'string', default: '14197122' }, rounds: { type: 'string', default: '3' } },
});
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), 'bench-imagenet-pick-'));
try {
  await run(join(folder, 'list.txt'));
} finally {
  rmSync(folder, { recursive: true });
}

async function run(list) {
  const { generateImagenetList } = await loadTypeScript('test/support/imagenet-list.ts');
  await pipeline(
    Readable.from(generateImagenetList({ lines: Number(values.lines) })),
    createWriteStream(list),
  );
  console.log(`${values.lines} lines, ${statSync(list).size} bytes`);

  const count = ['-F[_\t]', '{ c[$1]++ } END { for (k in c) n++; print n }', list];
  const pick = ['-n', '200', '--seed', '1', '--min-urls', '500', list];
  const start = least(() => measure('node', [tool(), '--version']));
  const mawk = least(() => measure('mawk', count));
  const first = least(() => {
    rmSync(join(folder, 'cache'), { recursive: true, force: true });
    return measure('node', [tool(), ...pick]);
  });
  const later = least(() => measure('node', [tool(), ...pick]));
  report('start-up (--version)', start);
  report('mawk counting the classes', mawk);
  report('first pick of 200 classes, with the first pass', first, mawk);
  report('later pick of 200 classes', later);
  console.log(
    `first pass: ${((first.seconds - later.seconds + start.seconds) / mawk.seconds).toFixed(2)} x mawk, start-up included`,
  );
  console.log(`later picks: ${(later.seconds - start.seconds).toFixed(2)} s beyond start-up`);
}

/** Wall time and peak memory of one command, its output thrown away. */
function measure(command, words) {
  const env = { ...process.env, LC_ALL: 'C', XDG_CACHE_HOME: join(folder, 'cache') };
  const timed = spawnSync('/usr/bin/time', ['-f', '%e %M', command, ...words], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [seconds, kilobytes] = timed.stderr.toString().trim().split('\n').at(-1).split(' ').map(Number);
  if (timed.status !== 0) throw new Error(`${command}: ${timed.stderr}`);
  return { seconds, megabytes: kilobytes / 1000 };
}

/** The least of some rounds: other work on the machine only ever adds. */
function least(once) {
  const results = Array.from({ length: rounds }, once);
  return results.reduce((best, result) => (result.seconds < best.seconds ? result : best));
}

function report(name, { seconds, megabytes }, beside) {
  const ratio = beside === undefined ? '' : `, ${(seconds / beside.seconds).toFixed(2)} x mawk`;
  console.log(`${name.padEnd(48)} ${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB${ratio}`);
}

function tool() {
  return join(root, 'packages/imagenet-pick/dist/main.js');
}

function loadTypeScript(path) {
  const { code } = transformSync(readFileSync(join(root, path), 'utf8'), { loader: 'ts', format: 'esm' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
