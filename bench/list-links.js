// list-links against what people use instead: CPU time for every link of real pages, all in the same run, interleaved.
// `node bench/list-links.js --quick`; --pages FOLDER takes the pages below it instead of those of Debian's -doc packages,
// --only all,third,large,hostile some of the comparisons.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { docPages } from './support/doc-pages.js';
import { linkListers } from './support/link-listers.js';
import { measureCommand } from './support/measure-command.js';
import { median } from './support/median.js';
import { report } from './support/report.js';
import { withWorkplace } from './support/with-workplace.js';

const { values } = parseArgs({
  options: {
    ...{ quick: { type: 'boolean', default: false }, json: { type: 'string' }, only: { type: 'string' } },
    ...{ pages: { type: 'string' }, rounds: { type: 'string' } },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 3 : 5));
const wanted = values.only?.split(',') ?? ['all', 'third', 'large', 'hostile'];

await withWorkplace('list-links', async ({ folder }) => {
  const { pages, source } = docPages(values.pages, values.quick);
  const measured = [];
  for (const work of [...corpora(pages), ...hostilePages(folder)].filter(({ name }) => wanted.includes(name)))
    measured.push(...(await compare(folder, work)));
  show(measured, `${source}; ${rounds} rounds, medians`);
});

/** The work and who does it: what is too slow for every page gets a third, what starts a process a page large ones only. */
function corpora(pages) {
  const third = pages.filter((_, at) => at % 3 === 0);
  const large = pages.filter(({ bytes }) => bytes > 100_000 && bytes < 1_000_000).slice(-100);
  return [
    { name: 'all', what: 'every page', chosen: pages, by: /^list-links|^lxml/ },
    { name: 'third', what: 'a third of them', chosen: third, by: /^list-links$|^BeautifulSoup/ },
    { name: 'large', what: 'large pages', chosen: large, by: /^list-links$|^pup|^hxwls|^lynx/ },
  ].filter(({ chosen }) => chosen.length > 0);
}

function hostilePages(folder) {
  const hostile = {
    'a million nested elements': `${'<div>'.repeat(1e6)}<a href=x>`,
    'an attribute of 50 MB': `<img src="data:image/png;base64,${'A'.repeat(5e7)}"><a href=x>`,
  };
  return Object.entries(hostile).map(([what, html], at) => {
    const path = join(folder, `hostile-${at}.html`);
    writeFileSync(path, html);
    return { name: 'hostile', what, chosen: [{ path, bytes: html.length }], by: /^list-links$/ };
  });
}

/** Round by round, so that a busy moment of the machine falls on all alike. */
async function compare(folder, { what, chosen, by }) {
  writeFileSync(join(folder, 'rows'), chosen.map(({ path }) => `${JSON.stringify({ path })}\n`).join(''));
  writeFileSync(join(folder, 'paths'), chosen.map(({ path }) => `${path}\n`).join(''));
  const megabytes = chosen.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
  const listers = linkListers().filter(({ name }) => by.test(name));
  const runs = new Map(listers.map((lister) => [lister, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [{ words, input }, figures] of runs)
      figures.push(await measureCommand(words, { folder, input: join(folder, input) }));
  }
  return [...runs].map(([{ name }, figures]) => ({
    ...{ name, what, megabytes, pages: chosen.length },
    seconds: median(figures.map(({ cpuSeconds }) => cpuSeconds)),
    peakMb: Math.max(...figures.map(({ peakMb }) => peakMb)),
  }));
}

function show(measured, setting) {
  const ours = (what) => measured.find((each) => each.what === what && each.name === 'list-links');
  const speed = ({ megabytes, seconds }) => megabytes / seconds;
  report(
    {
      title: 'list-links on real pages',
      setting,
      columns: ['program', 'work', 'pages', 'MB', 'CPU s', 'MB a CPU s', 'CPU of list-links', 'peak MB'],
      rows: measured.map((each) => [
        ...[each.name, each.what, each.pages, each.megabytes.toFixed(0), each.seconds.toFixed(2)],
        ...[speed(each).toFixed(1), `${(each.seconds / ours(each.what).seconds).toFixed(1)}x`],
        each.peakMb.toFixed(0),
      ]),
      bars: [
        {
          label: 'links of pages, MB a CPU second',
          items: measured.map((each) => [`${each.name}, ${each.what}`, speed(each)]),
        },
      ],
    },
    values.json,
  );
}
