import { fileURLToPath } from 'node:url';

/** How each built program of the suite is started. */
export const ownPrograms = Object.fromEntries(
  ['seq-urls', 'list-links', 'list-rows', 'imagenet-pick', 'pfetch'].map((tool) => [
    tool,
    [process.execPath, fileURLToPath(new URL(`../../packages/${tool}/dist/main.js`, import.meta.url))],
  ]),
);
