// Builds each tool into packages/<tool>/dist and writes its man page. A program is one bundle, because what start-up takes is
// loading files, and a small file that launches it.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build as bundle } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The tools that exist, in the order in which the README lists them. */
export const tools = ['seq-urls', 'list-links', 'list-rows', 'imagenet-pick', 'pfetch'].filter((tool) =>
  existsSync(`${root}packages/${tool}/src/main.ts`),
);

/** Builds every tool. */
export async function build() {
  await Promise.all(tools.map(buildTool));
  tools.forEach(linkProgram);
}

/** npm links programs that are there when it installs; in a checkout they are built after that. */
function linkProgram(tool) {
  const bin = `${root}node_modules/.bin`;
  mkdirSync(bin, { recursive: true });
  rmSync(`${bin}/${tool}`, { force: true });
  symlinkSync(`../../packages/${tool}/dist/main.js`, `${bin}/${tool}`);
}

async function buildTool(tool) {
  const folder = `${root}packages/${tool}`;
  const dist = `${folder}/dist`;
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  // What is around is ESM; to start a process with CommonJS takes Node a quarter less.
  writeFileSync(`${dist}/package.json`, '{ "type": "commonjs" }\n');
  await bundle({ ...howToBundle, entryPoints: [`${folder}/src/main.ts`], outfile: `${dist}/program.js` });
  await bundle({
    ...howToBundle,
    entryPoints: [`${root}packages/plumbing/src/launch.ts`],
    outfile: `${dist}/main.js`,
    external: ['./program.js'],
    banner: { js: '#!/usr/bin/env node' },
  });
  chmodSync(`${dist}/main.js`, 0o755);
  mkdirSync(`${folder}/man`, { recursive: true });
  const page = execFileSync(process.execPath, [`${dist}/main.js`, '--man'], { encoding: 'utf8' });
  writeFileSync(`${folder}/man/${tool}.1`, page);
}

const howToBundle = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.18',
  mainFields: ['module', 'main'],
  external: ['playwright-core', 'sharp'],
  define: { 'import.meta.dirname': '__dirname' },
  // What is shorter is read sooner; names stay, for the traces of errors.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();
