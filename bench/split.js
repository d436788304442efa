// One large file from a server that gives each connection 1 MB/s: over one connection, over eight, and aria2c over eight.
// `node bench/split.js --quick`; --bytes and --rounds set the size.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { measureCommand } from './support/measure-command.js';
import { median } from './support/median.js';
import { ownPrograms } from './support/own-programs.js';
import { report } from './support/report.js';
import { requirePrograms } from './support/require-programs.js';
import { withWorkplace } from './support/with-workplace.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' } },
    ...{ bytes: { type: 'string' }, rounds: { type: 'string' } },
  },
});
const bytes = Number(values.bytes ?? (values.quick ? 24_000_000 : 80_000_000));
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
const rate = 1_000_000;

requirePrograms('time', 'aria2c');
await withWorkplace('split', async ({ folder, endings }) => {
  const script = fileURLToPath(new URL('support/slow-range-server.js', import.meta.url));
  const server = spawn(process.execPath, [script, String(bytes), String(rate)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endings.push(() => server.kill());
  const [port] = await once(server.stdout, 'data');
  show(await measure(folder, `http://127.0.0.1:${String(port).trim()}/file`));
});

async function measure(folder, url) {
  const pfetch = [...ownPrograms.pfetch, '-q', '-o', 'file', '--split-min', '10M'];
  const programs = [
    { name: 'pfetch', command: [...pfetch, url], results: [] },
    { name: 'pfetch --split 8', command: [...pfetch, '--split', '8', url], results: [] },
    {
      name: 'aria2c -x8 -s8',
      command: ['aria2c', '-q', '-x8', '-s8', '-k1M', '-o', 'file', url],
      results: [],
    },
  ];
  for (let round = 0; round < rounds; round++) {
    for (const { name, command, results } of programs) {
      rmSync(join(folder, 'file'), { force: true });
      const result = await measureCommand(command, { folder });
      if (result.status !== 0) throw new Error(`${name}: status ${result.status}`);
      results.push(result);
    }
  }
  return programs;
}

function show(programs) {
  const secondsOf = ({ results }) => median(results.map(({ seconds }) => seconds));
  const [one] = programs;
  report(
    {
      title: 'One large file from a server that gives each connection 1 MB/s',
      setting: `${bytes / 1e6} MB, ${rounds} rounds, medians, start-up included`,
      columns: ['program', 'seconds', 'times as fast as one connection'],
      rows: programs.map((each) => [
        each.name,
        secondsOf(each).toFixed(2),
        (secondsOf(one) / secondsOf(each)).toFixed(2),
      ]),
    },
    values.json,
  );
}
