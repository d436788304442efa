import type { Command } from '@fetchutils/plumbing';
import { expect, test } from 'vitest';

import { referencePage } from '../packages/plumbing/src/pages/index.js';
import { tools } from './support/tools.js';

// `npm run docs` writes the pages again.
test.each(tools.map(({ name }) => name))(
  'docs/reference/%s.md says what its option table says',
  async (name) => {
    const { command } = (await import(`../packages/${name}/src/cli.ts`)) as { command: Command };
    await expect(referencePage(command)).toMatchFileSnapshot(`../docs/reference/${name}.md`);
  },
);
