// Why pfetch brings its own HTTP/1.1: CPU of a GET of 10 kB over undici's `dispatch`, its leanest interface, over our
// sockets, and in curl -Z, bodies thrown away. `node bench/transport.js --quick`; --files and --rounds set the size.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { build } from 'esbuild';

import { hasProgram } from './support/has-program.js';
import { measureCommand } from './support/measure-command.js';
import { median } from './support/median.js';
import { report } from './support/report.js';
import { startNginx } from './support/start-nginx.js';
import { withWorkplace } from './support/with-workplace.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' } },
    ...{ files: { type: 'string' }, rounds: { type: 'string' } },
  },
});
const files = Number(values.files ?? (values.quick ? 5000 : 20_000));
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
const jobs = 100;

if (hasProgram('nginx')) await withWorkplace('transport', run);
else console.log('skipped: nginx is not installed');

async function run({ folder, endings }) {
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site/file'), Buffer.alloc(10_000, 'x'));
  const { port, stop } = await startNginx(folder);
  endings.push(stop);
  const url = `http://127.0.0.1:${port}/file`;
  writeFileSync(join(folder, 'urls'), `url = "${url}"\noutput = "/dev/null"\n`.repeat(files));
  const program = await bundleClients(folder);
  const node = (transport, count) => [process.execPath, program, transport, url, count, jobs].map(String);
  const contenders = {
    'our sockets': node('wire', files),
    'undici, dispatch': node('undici', files),
    ...(hasProgram('curl') && { 'curl -Z': ['curl', '-s', '-Z', '--parallel-max', `${jobs}`, '-K', 'urls'] }),
  };
  const seconds = new Map(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, words] of Object.entries(contenders)) {
      const { cpuSeconds, status } = await measureCommand(words, { folder });
      if (status !== 0) throw new Error(`${name}: status ${status}`);
      seconds.get(name).push(cpuSeconds);
    }
  show(seconds);
}

/** One file of both clients: the shared package has no build of its own. */
async function bundleClients(folder) {
  const outfile = join(folder, 'clients.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('support/get-many.ts', import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    banner: { js: 'const require = (name) => process.getBuiltinModule(name);' },
    logLevel: 'warning',
  });
  return outfile;
}

function show(seconds) {
  const perFile = ([, runs]) => (median(runs) / files) * 1e6;
  const [ours] = [...seconds].map(perFile);
  report(
    {
      title: 'HTTP/1.1: our sockets and undici',
      setting: `${files} GETs of 10 kB, ${jobs} at a time, nginx with one worker on loopback, ${rounds} rounds, medians; start-up included`,
      columns: ['client', 'CPU µs/file', 'of ours'],
      rows: [...seconds].map((each) => [
        each[0],
        perFile(each).toFixed(0),
        `${(perFile(each) / ours).toFixed(2)}x`,
      ]),
      bars: [{ label: 'CPU, µs a file', items: [...seconds].map((each) => [each[0], perFile(each)]) }],
    },
    values.json,
  );
}
