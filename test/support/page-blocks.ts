import { readFileSync } from 'node:fs';

/** A fenced block of a Markdown page. */
export type PageBlock = { language: string; text: string; line: number };

/** The fenced blocks of a page in docs/, in order. */
export function pageBlocks(name: string): PageBlock[] {
  const page = readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
  return [...page.matchAll(/^```(\S*)\n(.*?)^```$/gms)].map((match) => ({
    language: match[1] ?? '',
    text: match[2] ?? '',
    line: page.slice(0, match.index).split('\n').length,
  }));
}
