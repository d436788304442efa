// Rows a second through the tools that pass rows on, beside the least that a Node program pays for such rows, and beside cat.
// `node bench/filters.js --quick`; --rows, --pages and --rounds set the size.
import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { measureCommand } from './support/measure-command.js';
import { median } from './support/median.js';
import { ownPrograms } from './support/own-programs.js';
import { requirePrograms } from './support/require-programs.js';
import { report } from './support/report.js';
import { withWorkplace } from './support/with-workplace.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' } },
    ...{ rows: { type: 'string' }, pages: { type: 'string' }, rounds: { type: 'string' } },
  },
});
const rows = Number(values.rows ?? (values.quick ? 200_000 : 2_000_000));
const pages = Number(values.pages ?? (values.quick ? 2000 : 20_000));
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5));
const linksAPage = 100;

requirePrograms('time');
await withWorkplace('filters', async ({ folder }) => show(await measure(folder)));

/** Each piece of work with its input and its programs: ours first, then what sets the limit. */
function works(folder) {
  const [plain, page, named] = ['rows', 'page.html', 'pages'].map((name) => join(folder, name));
  const [seqUrls, script] = ownPrograms['seq-urls'];
  const range = [script, 'http://h.example/{id}.jpg', `id=1..${rows}`];
  execFileSync('sh', ['-c', '"$@" > "$0"', plain, seqUrls, ...range]);
  writeFileSync(page, makePage());
  writeFileSync(named, `${JSON.stringify({ url: 'http://h.example/', path: page })}\n`.repeat(pages));
  return [
    {
      ...{ count: rows, unit: 'rows/s', input: plain },
      programs: {
        'pfetch -n': [...ownPrograms.pfetch, '-q', '-n', '-d', folder],
        'node: parse and write each row': [process.execPath, support('pass-rows.js')],
        cat: ['cat'],
      },
    },
    {
      ...{ count: pages, unit: 'pages/s', input: named },
      programs: {
        [`list-links --pages, ${statSync(page).size} bytes each`]: [
          ...ownPrograms['list-links'],
          ...['-q', '--pages'],
        ],
        'node: a regular expression over each page': [process.execPath, support('scan-pages.js')],
      },
    },
  ];
}

function makePage() {
  const link = (_, i) =>
    `<li class="item"><a href="/pictures/${i}.jpg">Picture ${i}</a> <em>of many</em></li>\n`;
  return `<!DOCTYPE html><title>Pictures</title><ul>\n${Array.from({ length: linksAPage }, link).join('')}</ul>\n`;
}

function support(name) {
  return fileURLToPath(new URL(`support/${name}`, import.meta.url));
}

/** Round by round, so that a busy moment of the machine falls on all alike. */
async function measure(folder) {
  const runs = works(folder).map((work) => ({
    ...work,
    programs: Object.entries(work.programs).map(([name, command]) => ({ name, command, results: [] })),
  }));
  for (let round = 0; round < rounds; round++) {
    for (const { input, programs } of runs) {
      for (const { name, command, results } of programs) {
        const result = await measureCommand(command, { folder, input });
        if (result.status !== 0) throw new Error(`${name}: status ${result.status}`);
        results.push(result);
      }
    }
  }
  return runs;
}

function show(runs) {
  const of = (results, figure) => median(results.map((result) => result[figure]));
  const rate = (count, { results }) => count / of(results, 'seconds');
  report(
    {
      title: 'Rows through the tools as filters',
      setting: `from a file in memory to /dev/null, start-up included, ${rounds} rounds, medians`,
      columns: ['program', 'a second', 'unit', 'CPU µs each', 'peak MB'],
      rows: runs.flatMap(({ count, unit, programs }) =>
        programs.map((each) => [
          ...[each.name, rate(count, each).toFixed(0), unit],
          ...[
            ((of(each.results, 'cpuSeconds') / count) * 1e6).toFixed(2),
            of(each.results, 'peakMb').toFixed(0),
          ],
        ]),
      ),
      limits: runs.flatMap(({ count, unit, programs: [ours, ...limits] }) =>
        limits.map((limit) => ({
          ...{ what: ours.name, unit, by: limit.name },
          ...{ measured: rate(count, ours), limit: rate(count, limit) },
        })),
      ),
    },
    values.json,
  );
}
