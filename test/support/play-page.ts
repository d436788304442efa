import { expect } from 'vitest';

import { pageBlocks } from './page-blocks.js';
import { terminalText } from './terminal-text.js';
import type { Workdir } from './workdir.js';

/** What a page's command did, as a person in front of a terminal sees it. */
export type Played = { command: string; shown: string; status: number };

/**
 * Types every `sh` block of a page into a terminal, as it stands. A `text` block behind one is what must be shown then:
 * `…` stands for anything within a line, alone on a line for any lines.
 */
export async function playPage(
  page: string,
  w: Workdir,
  env: Record<string, string>,
  afterEach: (played: Played) => void = () => undefined,
  patienceMs?: number,
): Promise<Played[]> {
  const blocks = pageBlocks(page);
  const played: Played[] = [];
  for (const [index, { language, text, line }] of blocks.entries()) {
    if (language !== 'sh') continue;
    w.write('.typed', text);
    // A terminal for all three streams; -e hands the status on.
    const { stdout, status } = await w.sh('script -qefc "bash .typed" /dev/null </dev/null', {
      env,
      ...(patienceMs !== undefined && { patienceMs }),
    });
    const done = { command: text, shown: terminalText(stdout), status };
    played.push(done);
    const next = blocks[index + 1];
    if (next?.language === 'text') expect(`${page}:${line}\n${done.shown}`).toMatch(patternOf(next.text));
    afterEach(done);
  }
  return played;
}

function patternOf(expected: string): RegExp {
  const lines = expected.split('\n').map((line) => {
    if (line.trim() === '…') return '(?:[^\\n]*\\n)*?';
    return `${line.split('…').map(escaped).join('[^\\n]*?')}\\n`;
  });
  // The last piece is what stands behind the last newline: nothing.
  return new RegExp(`^[^\\n]*\\n${lines.slice(0, -1).join('')}$`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
