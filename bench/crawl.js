// list-links --depth beside wget -r (and katana, where it is on the PATH) on a made-up site of 20,000 pages with traps: calendars
// without end, session ids, redirects, canonical links, nofollow, robots.txt. `node bench/crawl.js --quick`; --pages is its size,
// --wait how many milliseconds each answer takes, --rounds how often.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { build } from 'esbuild';

import { hasProgram } from './support/has-program.js';
import { measureCommand } from './support/measure-command.js';
import { median } from './support/median.js';
import { ownPrograms } from './support/own-programs.js';
import { report } from './support/report.js';
import { withWorkplace } from './support/with-workplace.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' }, rounds: { type: 'string' } },
    ...{ pages: { type: 'string' }, wait: { type: 'string', default: '0,5' } },
  },
});
const pages = Number(values.pages ?? (values.quick ? 2_000 : 20_000));
const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
const promisedMb = 150;

await withWorkplace('crawl', async ({ folder, endings }) => {
  const server = join(folder, 'server.mjs');
  const entry = fileURLToPath(new URL('support/trap-server.ts', import.meta.url));
  const how = { bundle: true, format: 'esm', platform: 'node', logLevel: 'warning' };
  await build({ ...how, entryPoints: [entry], outfile: server });
  const measured = [];
  for (const wait of values.wait.split(',')) measured.push(...(await compare(folder, server, wait, endings)));
  show(measured);
});

/** Round by round, another program first each time. */
async function compare(folder, server, wait, endings) {
  const child = spawn(process.execPath, [server, String(pages), wait], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endings.push(() => void child.kill());
  const [line] = await once(createInterface(child.stdout), 'line');
  const { home, outside } = JSON.parse(line);
  const url = `http://127.0.0.1:${home}/`;
  const judgeUrl = `http://127.0.0.1:${outside}/__judge`;
  const runs = new Map(crawlers(url).map((crawler) => [crawler, []]));
  for (let round = 0; round < rounds; round += 1) {
    const order = [...runs];
    for (const [{ words }, figures] of [
      ...order.slice(round % order.length),
      ...order.slice(0, round % order.length),
    ]) {
      const mirror = join(folder, 'mirror');
      const figure = await measureCommand(words, { folder, output: join(folder, 'rows') });
      rmSync(mirror, { recursive: true, force: true });
      figures.push({ ...figure, ...(await (await fetch(judgeUrl)).json()) });
    }
  }
  child.kill();
  return [...runs].map(([{ name }, figures]) => ({ name, wait, figures }));
}

function crawlers(url) {
  const wget = ['wget', '-q', '-r', '-l', '8', '-P', 'mirror', '-R', '*.jpg,*.pdf', '--reject-regex', 'sid='];
  const katana = ['katana', '-silent', '-d', '9', '-c', '10', '-rl', '100000', '-fs', 'fqdn', '-u', url];
  return [
    {
      name: 'list-links --depth',
      words: [...ownPrograms['list-links'], '--depth', '8', '--strip-query', 'sid', url],
    },
    ...(hasProgram('wget') ? [{ name: 'wget -r', words: [...wget, url] }] : []),
    ...(hasProgram('katana') ? [{ name: 'katana', words: katana }] : []),
  ];
}

function show(measured) {
  const secondsOf = ({ figures }) => median(figures.map(({ seconds }) => seconds));
  const peakOf = ({ figures }) => Math.max(...figures.map(({ peakMb }) => peakMb));
  const ours = measured.filter(({ name }) => name.startsWith('list-links'));
  const beside = ({ name, wait }) => measured.find((other) => other.name === name && other.wait === wait);
  report(
    {
      title: `A site of ${pages} pages with traps`,
      setting: `each answer after so many ms, 8 links deep, on loopback, from a Node process on the same machine; ${rounds} rounds in rotating order, medians. wget cannot strip session ids, so it is told to leave those 20 pages out`,
      columns: [
        'program',
        'ms',
        's',
        'CPU s',
        'peak MB',
        'requests',
        'pages',
        'once',
        'missing',
        'forbidden',
        'outside',
      ],
      rows: measured.map((each) => {
        const [{ requests, pages: all, once: read, missing, forbidden, strays }] = each.figures;
        const cpu = median(each.figures.map(({ cpuSeconds }) => cpuSeconds));
        return [
          ...[each.name, each.wait, secondsOf(each).toFixed(1), cpu.toFixed(1), peakOf(each).toFixed(0)],
          ...[requests, all, read, missing, forbidden, strays].map(String),
        ];
      }),
      limits: ours.flatMap((each) => {
        const wget = beside({ name: 'wget -r', wait: each.wait });
        return [
          {
            what: `peak memory of a crawl, ${each.wait} ms`,
            measured: peakOf(each),
            limit: promisedMb,
            by: 'what is promised',
            unit: 'MB',
          },
          ...(wget === undefined
            ? []
            : [
                {
                  what: `time of a crawl beside wget -r, ${each.wait} ms`,
                  measured: secondsOf(each) / secondsOf(wget),
                  limit: 0.5,
                  by: 'wget -r',
                  unit: 'times',
                },
              ]),
        ];
      }),
    },
    values.json,
  );
}
