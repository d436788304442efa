// Builds each tool into packages/<tool>/dist and writes its man page. A program is one bundle, a small file that launches
// it, and what V8 has made of it, because what start-up takes is loading files and compiling them.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build as bundle } from 'esbuild';

import { compileAhead } from './compile-ahead/compile-ahead.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The tools that exist, in the order in which the README lists them. */
export const tools = ['seq-urls', 'list-links', 'imagenet-pick', 'pfetch'].filter((tool) =>
  existsSync(`${root}packages/${tool}/src/main.ts`),
);

/** What a tool may consist of: the program, and what it starts as a thread. */
const entries = { main: 'main.ts', thread: 'fetch/threads/thread.ts' };

/** Builds every tool. */
export async function build() {
  await Promise.all(tools.map(buildTool));
}

async function buildTool(tool) {
  const folder = `${root}packages/${tool}`;
  const dist = `${folder}/dist`;
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  // What is around is ESM; to start a process with CommonJS takes Node 3 ms less.
  writeFileSync(`${dist}/package.json`, '{ "type": "commonjs" }\n');
  for (const [name, source] of Object.entries(entries)) {
    if (existsSync(`${folder}/src/${source}`))
      await buildProgram(`${folder}/src/${source}`, `${dist}/${name}`);
  }
  chmodSync(`${dist}/main.js`, 0o755);
  mkdirSync(`${folder}/man`, { recursive: true });
  const page = execFileSync(process.execPath, [`${dist}/main.js`, '--man'], { encoding: 'utf8' });
  writeFileSync(`${folder}/man/${tool}.1`, page);
  // Without it the tools start later, and work: no reason to have none.
  await compileAhead(tool, dist).catch((error) =>
    console.error(`${tool} is not compiled ahead: ${error.message}`),
  );
}

/** Makes `stem`.js, which launches `stem`.bundle.js: a function of what packages/plumbing/src/launch.ts hands to it. */
async function buildProgram(source, stem) {
  await bundle({
    ...howToBundle,
    entryPoints: [source],
    outfile: `${stem}.bundle.js`,
    mainFields: ['module', 'main'],
    external: ['playwright-core', 'sharp'],
    // import() has no place in a script that is not compiled here and now.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.dirname': 'dirname' },
    banner: { js: '(function (require, dirname) {' },
    footer: { js: '})' },
  });
  await bundle({
    ...howToBundle,
    entryPoints: [`${root}packages/plumbing/src/launch.ts`],
    outfile: `${stem}.js`,
    banner: { js: '#!/usr/bin/env node' },
  });
}

const howToBundle = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.18',
  // What is shorter is read sooner; names stay, for the traces of errors.
  minifySyntax: true,
  minifyWhitespace: true,
  // It is read as latin-1, which is a copy; UTF-8 would have to be looked at.
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();
