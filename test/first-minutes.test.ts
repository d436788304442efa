import { setTimeout as sleep } from 'node:timers/promises';

import { beforeEach, describe, expect, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { recipeSites, type RecipeSites } from './support/recipe-sites.js';
import { museum } from './support/sites/museum.js';
import { terminalText } from './support/terminal-text.js';
import { type Workdir, workdir } from './support/workdir.js';

let w: Workdir;
let sites: RecipeSites;
beforeEach(async () => {
  w = workdir();
  sites = await recipeSites([museum]);
});

const fetch = (ids: string, more = '') =>
  `seq-urls 'http://museum.example/objects/{id}.jpg' id=${ids} | pfetch -j 4 -d m -o '{id}.jpg' ${more}`;

describeWith(['script'], 'on a terminal', () => {
  test('a live line shows how it goes, as wide as the terminal at most, and a summary what came of it', async () => {
    const { bytes } = await type(`stty cols 30; ${fetch('1..20', '> rows')}`);
    const live = [...bytes.matchAll(/\d+ done[^\r\n]*/g)].map(([line]) => line);
    expect(live.length).toBeGreaterThan(1);
    for (const line of live)
      expect(line).toMatch(
        /^(?=.{6,29}$)\d+\/?\d* done( {2}(\d+ failed|\d+ active|[\d.]+ files\/s|\S+ k?B(\/s)?|ETA \S+))*$/,
      );
    expect(terminalText(bytes)).toMatch(/^pfetch: 20 rows: 18 fetched, 2 failed\n/);
    expect(bytes).toContain('not ok: 2 http, as in: status 404 Not Found');
  });

  test('rows on the same terminal stand alone', async () => {
    const { bytes } = await type(fetch('1..5'));
    expect(bytes).not.toMatch(/\u001b|\d+ done/);
    expect(bytes.match(/^\{.*\}\r$/gm)).toHaveLength(5);
  });

  test('Ctrl-C says that nothing is lost, and so it is', async () => {
    const { shown, status } = await type(`${fetch('1..400', '> rows')}`, 'interrupt');
    expect(shown).toMatch(
      /fetched, .*cancelled\n(.*\n)* {2}interrupted; the same command goes on from here\n$/,
    );
    expect(status).toBe(130);
    const [one = ''] = w.files().filter((file) => file.endsWith('.jpg'));
    expect(w.bytes(one).subarray(-2).toString('hex')).toBe('ffd9');
  });

  test('standard error in a file stays empty when all is well', async () => {
    await type(fetch('1..5', '> rows 2> err'));
    expect(w.read('err')).toBe('');
  });

  test('no input is asked for on a terminal', async () => {
    const { shown } = await type('pfetch --plain', 'end');
    expect(shown).toContain('pfetch: reading URLs from the terminal; end with Ctrl-D\n');
  });

  test('NO_COLOR takes the colours away', async () => {
    const coloured = /\u001b\[[\d;]*m/;
    expect((await type('pfetch --job 3')).bytes).toMatch(coloured);
    expect((await type('NO_COLOR=1 pfetch --job 3')).bytes).not.toMatch(coloured);
  });
});

describe('what is typed wrong', () => {
  test.each([
    ['pfetch --job 3', 2, 'pfetch: unknown option "--job"; did you mean --jobs?\n'],
    ['pfetch nofile.txt', 2, 'pfetch: "nofile.txt": no such file or directory\n'],
    [
      'pfetch h.example/1.jpg',
      2,
      '"h.example/1.jpg": no such file or directory; a URL begins with https:// or',
    ],
    [
      'pfetch -i list.txt',
      2,
      `unknown option "-i"; for wget's -i: pfetch FILE, or pfetch < FILE (docs/from-wget.md)`,
    ],
    ['pfetch -L http://h.example/', 2, `unknown option "-L"; for curl's -L: what happens anyway`],
    ['pfetch -O x', 2, "for wget's -O: -o NAME"],
    ['pfetch -P x', 2, "for wget's -P: -d DIR"],
    ['pfetch -r http://h.example/', 2, "for wget's -r: list-links --depth N URL | pfetch"],
    ['pfetch -nc list.txt', 2, "for wget's -nc: what happens anyway; --overwrite for the contrary"],
    ['pfetch --directory-prefix=x', 2, "for wget's --directory-prefix: -d DIR"],
    ['pfetch -x16 list.txt', 2, "expected a proxy; for aria2c's -x: pfetch --split N"],
    ["seq-urls 'http://h.example/{idd}' id=1..3", 2, 'the template has no {id}; did you mean idd=1..3?\n'],
    ['seq-urls http://h.example/{1..3}', 2, 'did the shell expand braces? Quote the template'],
    [
      'list-links -select img http://h.example/',
      2,
      'unknown option "-s" in "-select"; did you mean --select?',
    ],
  ])('%s', async (command, status, message) => {
    const said = await w.sh(command, { shell: 'bash' });
    expect([said.status, said.stdout]).toEqual([status, '']);
    expect(said.stderr).toContain(message);
  });

  test('a field that no row has is told in the summary', async () => {
    const { stdout } = await w.sh(
      "echo http://h.example/1.jpg | pfetch -o '{clas}.jpg' --progress always 2>&1 >rows",
    );
    expect(stdout).toContain('not ok: 1 input, as in: line 1: no field "clas" for {clas}\n');
  });
});

/** Types a command into a terminal; what came out, as bytes and as it is left standing. */
async function type(command: string, then: 'nothing' | 'interrupt' | 'end' = 'nothing') {
  w.write('.typed', command);
  const running = w.start('script -qefc "bash -o pipefail .typed" /dev/null', {
    env: sites.env,
    keepsInputOpen: true,
  });
  if (then === 'end') {
    await running.waitForLines(1);
    running.write('\u0004');
  }
  // The terminal makes a signal of it, for the whole pipeline.
  if (then === 'interrupt') {
    while (!w.files().some((file) => file.endsWith('.jpg'))) await sleep(20);
    running.write('\u0003');
  }
  const { stdout, status } = await w.finish(running);
  return { bytes: stdout, shown: terminalText(stdout), status };
}
