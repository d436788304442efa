import { defineConfig } from 'vitest/config';

import { findOtherNode, otherMajors } from './test/support/other-nodes.js';

const include = ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'];
/** What is also played by the other Nodes that are supported: TEST_NODE is the folder of the `node` that the tools are run by. */
const contract = ['test/contract*.test.ts', 'test/demo.test.ts'];
const others = otherMajors.flatMap((major) => {
  const folder = findOtherNode(major);
  return folder === undefined
    ? []
    : [{ name: `node ${major}`, include: contract, env: { TEST_NODE: folder } }];
});

// eslint-disable-next-line no-restricted-syntax -- vitest reads the default export
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: ['default', './test/support/reporter.ts'],
    projects: [{ name: 'tests', include }, ...others].map((test) => ({ extends: true, test })),
  },
});
