import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { findOtherNode, otherMajors } from './support/other-nodes.js';
import { describeWithParts } from './support/parts.js';
import { mainOf } from './support/tools.js';

// The contract itself and the demo are played by each of them as projects of their own: see vitest.config.ts.
for (const major of otherMajors) {
  const folder = findOtherNode(major);
  describeWithParts(folder === undefined ? [`Node ${major}`] : [], `Node ${major}`, () => {
    const node = `${folder}/node`;

    test('is what it is called', () => {
      expect(execFileSync(node, ['--version'], { encoding: 'utf8' })).toMatch(`v${major}.`);
    });

    test('keeps what it has compiled in the cache folder of the user, and nowhere where there is none', () => {
      const home = mkdtempSync(join(tmpdir(), 'home-'));
      const run = (env: Record<string, string>): string =>
        execFileSync(node, [mainOf('seq-urls'), 'h://{i}', 'i=1'], { encoding: 'utf8', cwd: home, env });
      try {
        expect(run({ TMPDIR: home })).toBe('{"url":"h://1","i":1}\n');
        expect(readdirSync(home)).toEqual([]);
        expect(run({ HOME: home })).toBe('{"url":"h://1","i":1}\n');
        expect(readdirSync(join(home, '.cache/fetchutils/compiled'))).toHaveLength(1);
      } finally {
        rmSync(home, { recursive: true });
      }
    });
  });
}
