import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { workdir } from './support/workdir.js';

const page = readFileSync(new URL('../docs/links.md', import.meta.url), 'utf8');
const options: Readonly<Record<string, string>> = {
  Links: '--links',
  Pictures: '--images',
  'Sound and film': '--media',
  'What a browser loads to show the page': '--assets',
  Feeds: '--feeds',
  Everything: '--all',
  'Pages that are no HTML': '',
};

type Line = { markup: string; links: string[] };

/** The lines of a section's table: the markup of its first cell, put together, and the links of its last. */
function linesOf(section: string): Line[] {
  const rows = section.matchAll(/^\| (.*) \|(?: (.*) \|| \|)$/gm);
  return Array.from(rows, ([, first = '', last = '']) => ({
    markup: codesOf(first).join('\n'),
    links: codesOf(last),
  })).filter(({ markup }) => markup !== '');
}

/** What stands between backticks and is more than the name of an option or of this program. */
function codesOf(cell: string): string[] {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, code = '']) => code).filter(
    (code) => !code.startsWith('--'),
  );
}

describe.each(
  page
    .split(/^## /m)
    .slice(1, 8)
    .map((section) => [section.split(/:|\n/, 1)[0] ?? '', section]),
)('%s', (title, section) => {
  const lines = linesOf(section);

  test('the table has lines, and each of them holds', async () => {
    expect(lines.length).toBeGreaterThan(3);
    const w = workdir();
    const rows = lines.map(({ markup }, line) => {
      w.write(`${line}.page`, markup);
      return JSON.stringify({ url: 'https://h.example/d/', path: `${line}.page`, line });
    });
    const said = await w.sh(`list-links ${options[title] ?? 'unknown'}`, { input: rows.join('\n') });
    expect(said.status).toBe(0);
    const found = lines.map(({ markup }, line) => ({
      markup,
      links: said
        .rows()
        .filter((row) => row['line'] === line)
        .map(({ url }) => url),
    }));
    expect(found).toEqual(
      lines.map(({ markup, links }) => ({
        markup,
        links: links.map((link) => new URL(link, 'https://h.example/d/').href),
      })),
    );
  });
});
