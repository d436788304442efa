import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { pageBlocks } from './support/page-blocks.js';
import { describeWith, findProgram } from './support/parts.js';
import { playPage } from './support/play-page.js';
import { recipeSites } from './support/recipe-sites.js';
import { museum } from './support/sites/museum.js';
import { sharePage } from './support/sites/share-page.js';
import { mainOf } from './support/tools.js';
import { workdir } from './support/workdir.js';

const page = 'from-wget.md';
const list = Array.from({ length: 12 }, (_, i) => `http://museum.example/objects/${i + 1}.jpg\n`).join('');

describeWith(['script', 'openssl'], `docs/${page}`, () => {
  test('every counterpart answers every URL, and fetches what there is', async () => {
    const w = workdir();
    const { env } = await recipeSites([museum, sharePage]);
    w.write('list.txt', list);
    await playPage(page, w, env, ({ command, status }) => {
      const rows = w.read('done.ndjson').trimEnd().split('\n');
      const [all, ok] = command.includes('share.example') ? [14, 14] : [12, 11];
      const fetched = rows.filter((row) => row.includes('"outcome":"fetched"'));
      expect([command, rows.length, fetched.length]).toEqual([command, all, ok]);
      expect(status).toBe(all === ok ? 0 : 1);
    });
  });

  test.each(todays().filter(({ program }) => findProgram(program) !== undefined))(
    'what people type today runs: $program',
    async ({ text }) => {
      const w = workdir();
      const { env } = await recipeSites([museum, sharePage]);
      w.write('list.txt', list);
      await w.sh(text, { env });
      const files = w.files().filter((file) => /\.jpg$|\.7z\.\d+/.test(file));
      // wget -r takes the links as they stand, with ?dl=0: pages about files, under the files' names.
      expect(files.length).toBe(text.includes('share.example') ? 14 : 11);
    },
  );
});

describe('its table of options', () => {
  test.each(translations())('%s', async (cell) => {
    const { stdout } = await workdir().sh(`node ${mainOf('pfetch')} --help`);
    for (const [option] of cell.matchAll(/(?<![\w-])--?[a-zA-Z][\w-]*/g))
      expect(stdout).toMatch(new RegExp(`(^|[\\s,])${option}(?![\\w-])`, 'm'));
  });
});

/** The last column of the table of options. */
function translations(): string[] {
  const text = readFileSync(new URL(`../docs/${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^\| `-.*\|([^|]*)\|$/gm)].map(([, cell = '']) => cell.trim());
}

/** The blocks in the language `shell`, with the program each is about. */
function todays(): { program: string; text: string }[] {
  const programs = ['parallel', 'xargs', 'aria2c', 'img2dataset', 'wget', 'curl'];
  return pageBlocks(page)
    .filter(({ language }) => language === 'shell')
    .map(({ text }) => ({ program: programs.find((name) => text.includes(name)) ?? 'none', text }));
}
