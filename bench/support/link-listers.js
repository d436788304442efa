import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { ownPrograms } from './own-programs.js';

const python = ['python3', fileURLToPath(new URL('list-links.py', import.meta.url))];
const eachPath = ['xargs', '-d', '\n', '-n', '1'];
const own = [...ownPrograms['list-links'], '-q', '--pages'];

/** Who can list links, with the file that each takes on stdin: `rows` of pages, or their `paths`. */
const all = [
  { name: 'list-links', words: own, input: 'rows' },
  { name: 'list-links --plain', words: [...own, '--plain'], input: 'rows' },
  needs('import lxml.html', 'lxml, hrefs as they stand', ['lxml', 'as-is']),
  needs('import lxml.html', 'lxml, absolute URLs', ['lxml']),
  needs('import bs4, lxml', 'BeautifulSoup with lxml', ['bs4']),
  ...[
    ['pup', ['sh', '-c', 'pup "a[href] attr{href}" < "$0"'], ['pup', '--version']],
    ['hxwls', ['sh', '-c', 'exec hxwls -b "file://$0" "$0"'], ['sh', '-c', 'command -v hxwls']],
    ['lynx', ['lynx', '-dump', '-listonly', '-nonumbers', '-force_html'], ['lynx', '-version']],
  ].map(([name, words, probe]) => ({ name, words: [...eachPath, ...words], input: 'paths', probe })),
];

function needs(imports, name, words) {
  return { name, words: [...python, ...words], input: 'paths', probe: ['python3', '-c', imports] };
}

let present;

/** Those of them that are installed; of the others it is said once. */
export function linkListers() {
  present ??= all.filter(({ name, probe }) => {
    if (probe === undefined || succeeds(probe)) return true;
    console.log(`skipped: ${name} is not installed`);
    return false;
  });
  return present;
}

function succeeds([program, ...words]) {
  return spawnSync(program, words, { stdio: 'ignore' }).status === 0;
}
