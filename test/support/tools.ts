import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a test must know of a tool to hold it to the contract that all tools share. */
export type Tool = {
  name: string;
  /** The built binary. */
  main: string;
};

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));

/** The tools that have been built, in the order of the README. */
export const tools: readonly Tool[] = ['seq-urls', 'list-links', 'imagenet-pick', 'pfetch']
  .map((name) => ({ name, main: `${packages}${name}/dist/main.js` }))
  .filter(({ main }) => existsSync(main));
