// list-links against what people use instead: CPU time for every link of real pages, all in one run, medians of three.
// node bench/list-links.js [FOLDER]   without a folder the pages of Debian's -doc packages are downloaded
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { cpuSeconds } from './support/cpu-time.js';
import { docPages } from './support/doc-pages.js';
import { median } from './support/median.js';

const listLinks = `node ${quote(fileURLToPath(new URL('../packages/list-links/dist/main.js', import.meta.url)))} -q`;
const python = `python3 ${quote(fileURLToPath(new URL('support/list-links.py', import.meta.url)))}`;
const rounds = 3;
const folder = mkdtempSync(join(tmpdir(), 'bench-list-links-'));

const pages = docPages(process.argv[2]);
const all = writeList('all', pages);
// A tenth of the pages, for what is too slow for all of them.
const tenth = writeList(
  'tenth',
  pages.filter((_, at) => at % 10 === 0),
);
// Large pages, for tools that start a process for each: so that starting is not what is measured.
const large = writeList(
  'large',
  pages.filter(({ bytes }) => bytes > 100_000 && bytes < 1_000_000).slice(-100),
);

const one = "tr '\\n' '\\0' < LIST | xargs -0 -n 1";
compare('every page of the corpus', all, {
  'list-links': `${listLinks} --pages < ROWS`,
  'list-links --plain': `${listLinks} --plain --pages < ROWS`,
  'lxml, hrefs as they stand': needs('python3 -c "import lxml"') && `${python} lxml as-is < LIST`,
  'lxml, absolute': needs('python3 -c "import lxml"') && `${python} lxml < LIST`,
});
compare('a tenth of the pages', tenth, {
  'list-links': `${listLinks} --pages < ROWS`,
  'BeautifulSoup with lxml': needs('python3 -c "import bs4, lxml"') && `${python} bs4 < LIST`,
});
compare('100 large pages', large, {
  'list-links': `${listLinks} --pages < ROWS`,
  pup: needs('pup --version') && `${one} sh -c 'pup "a[href] attr{href}" < "$0"'`,
  hxwls: needs('command -v hxwls') && `${one} sh -c 'hxwls -b "file://$0" "$0"'`,
  lynx: needs('lynx -version') && `${one} lynx -dump -listonly -nonumbers -force_html`,
});
hostile('a million nested elements', `${'<div>'.repeat(1e6)}<a href=x>`);
hostile('an attribute of 50 MB', `<img src="data:image/png;base64,${'A'.repeat(5e7)}"><a href=x>`);
rmSync(folder, { recursive: true });

/** Measures the commands on a list of pages, round by round, so that a busy moment of the machine hits all alike. */
function compare(title, { rows, list, megabytes, count }, commands) {
  console.log(`\n${title}: ${count} pages, ${megabytes.toFixed(0)} MB`);
  const present = Object.entries(commands).filter(
    ([name, command]) => command || console.log(`${name}: not installed`),
  );
  const times = new Map(present.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of present) {
      times.get(name).push(cpuSeconds(command.replace('ROWS', quote(rows)).replace('LIST', quote(list))));
    }
  }
  const [ours] = present[0];
  for (const [name, measured] of times) {
    const seconds = median(measured);
    const ratio = (seconds / median(times.get(ours))).toFixed(1);
    console.log(
      `${name.padEnd(28)} ${(megabytes / seconds).toFixed(1).padStart(6)} MB a CPU second  ${ratio.padStart(5)} times the CPU`,
    );
  }
}

function hostile(title, html) {
  const page = join(folder, 'page.html');
  writeFileSync(page, html);
  const seconds = median(Array.from({ length: rounds }, () => cpuSeconds(`${listLinks} ${quote(page)}`)));
  console.log(`\n${title}: ${seconds.toFixed(2)} CPU seconds (wanted: under 1)`);
}

function writeList(name, chosen) {
  const rows = join(folder, `${name}.ndjson`);
  const list = join(folder, `${name}.txt`);
  writeFileSync(rows, chosen.map(({ path }) => `${JSON.stringify({ path })}\n`).join(''));
  writeFileSync(list, chosen.map(({ path }) => `${path}\n`).join(''));
  return {
    rows,
    list,
    count: chosen.length,
    megabytes: chosen.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6,
  };
}

function needs(probe) {
  try {
    execFileSync('sh', ['-c', `${probe} >/dev/null 2>&1`]);
    return true;
  } catch {
    return false;
  }
}

function quote(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
