// What imagenet-pick costs on a list of the real one's shape: the first pass beside mawk counting the same lines and wc
// counting them, in the same run, and picks of some classes after it.
// `node bench/imagenet-pick.js --quick`; --lines and --rounds set the size.
import { createWriteStream, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { transformSync } from 'esbuild';

import { hasProgram } from './support/has-program.js';
import { measureCommand } from './support/measure-command.js';
import { ownPrograms } from './support/own-programs.js';
import { requirePrograms } from './support/require-programs.js';
import { report } from './support/report.js';
import { withWorkplace } from './support/with-workplace.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' } },
    ...{ lines: { type: 'string' }, rounds: { type: 'string' } },
  },
});
const lines = Number(values.lines ?? (values.quick ? 1_000_000 : 14_197_122));
const rounds = Number(values.rounds ?? (values.quick ? 2 : 3));
// A short list has fewer classes that are large enough.
const classes = Math.min(200, Math.floor(lines / 5000));
const names = {
  start: 'imagenet-pick --version',
  wc: 'wc -l',
  mawk: 'mawk counting the classes',
  first: `first pick of ${classes} classes, with the first pass`,
  later: `later pick of ${classes} classes`,
};

requirePrograms('time');
await withWorkplace('imagenet-pick', async ({ folder }) => {
  const list = join(folder, 'list.txt');
  const { generateImagenetList } = await loadTypeScript('../test/support/imagenet-list.ts');
  await pipeline(Readable.from(generateImagenetList({ lines })), createWriteStream(list));
  show(await measure(folder, list), statSync(list).size);
});

/** The least of some rounds of each: other work on the machine only ever adds. */
async function measure(folder, list) {
  const cache = join(folder, 'cache');
  const pick = ['-n', `${classes}`, '--seed', '1', '--min-urls', '500', list];
  const commands = {
    start: [...ownPrograms['imagenet-pick'], '--version'],
    wc: ['wc', '-l', list],
    ...(hasProgram('mawk') && {
      mawk: ['mawk', '-F[_\t]', '{ c[$1]++ } END { for (k in c) n++; print n }', list],
    }),
    first: [...ownPrograms['imagenet-pick'], ...pick],
    later: [...ownPrograms['imagenet-pick'], ...pick],
  };
  const best = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of Object.entries(commands)) {
      if (name === 'first') rmSync(cache, { recursive: true, force: true });
      const env = { LC_ALL: 'C', XDG_CACHE_HOME: cache };
      const result = await measureCommand(command, { folder, env });
      if (result.status !== 0) throw new Error(`${command.join(' ')}: status ${result.status}`);
      if (best[name] === undefined || result.seconds < best[name].seconds) best[name] = result;
    }
  }
  return best;
}

function show(best, bytes) {
  const { start, wc, mawk, first, later } = best;
  const firstPass = first.seconds - later.seconds + start.seconds;
  report(
    {
      title: 'imagenet-pick on a list of the real shape',
      setting: `${lines} lines, ${bytes} bytes, the least of ${rounds} rounds`,
      columns: ['work', 'seconds', 'million lines/s', 'of mawk', 'peak MB'],
      rows: Object.entries(best).map(([name, { seconds, peakMb }]) => [
        ...[names[name], seconds.toFixed(2), name === 'start' ? '' : (lines / seconds / 1e6).toFixed(1)],
        ...[mawk === undefined ? '' : `${(seconds / mawk.seconds).toFixed(2)}x`, peakMb.toFixed(0)],
      ]),
      limits: [
        {
          ...{ what: 'lines through imagenet-pick, first pass', unit: 'lines/s', by: names.wc },
          ...{ measured: lines / firstPass, limit: lines / wc.seconds },
        },
      ],
      notes: [
        ...(mawk === undefined
          ? []
          : [`The first pass takes ${(firstPass / mawk.seconds).toFixed(2)} x mawk, start-up included.`]),
        `Later picks take ${(later.seconds - start.seconds).toFixed(2)} s beyond the start.`,
      ],
    },
    values.json,
  );
}

function loadTypeScript(path) {
  const source = readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
  const { code } = transformSync(source, { loader: 'ts', format: 'esm' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}
