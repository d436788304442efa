// Bundles each tool into packages/<tool>/dist and writes its man page: few files to load is what makes start-up fast
// (each costs about 1 ms), and what is only sometimes needed (network, parsers) stays in chunks behind dynamic imports.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build as bundle } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The tools that exist, in the order in which the README lists them. */
export const tools = ['seq-urls', 'list-links', 'imagenet-pick', 'pfetch'].filter((tool) =>
  existsSync(`${root}packages/${tool}/src/main.ts`),
);

/** What a tool may consist of: the program, and what it starts as a thread. */
const entries = ['main.ts', 'fetch/threads/thread.ts'];

/** Builds every tool. */
export async function build() {
  await Promise.all(tools.map(buildTool));
}

async function buildTool(tool) {
  const folder = `${root}packages/${tool}`;
  rmSync(`${folder}/dist`, { recursive: true, force: true });
  for (const entry of entries) if (existsSync(`${folder}/src/${entry}`)) await buildEntry(folder, entry);
  for (const file of readdirSync(`${folder}/dist`)) {
    const path = `${folder}/dist/${file}`;
    writeFileSync(path, getBuiltinsDirectly(dropBareImports(readFileSync(path, 'utf8'))));
  }
  chmodSync(`${folder}/dist/main.js`, 0o755);
  mkdirSync(`${folder}/man`, { recursive: true });
  const page = execFileSync(process.execPath, [`${folder}/dist/main.js`, '--man'], { encoding: 'utf8' });
  writeFileSync(`${folder}/man/${tool}.1`, page);
}

/** Bundles one entry by itself: what two entries shared would be a chunk more, which both load. */
async function buildEntry(folder, entry) {
  await bundle({
    entryPoints: [`${folder}/src/${entry}`],
    outdir: `${folder}/dist`,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node20.18',
    minifySyntax: true,
    external: ['playwright-core', 'sharp'],
    // Bundled CommonJS packages call require() for Node's own modules, and for nothing else.
    banner: { js: 'const require = (name) => process.getBuiltinModule(name);' },
    legalComments: 'none',
    logLevel: 'warning',
  });
}

/** esbuild has a chunk loaded that others need for its helpers alone; it is loaded with the first of those. */
function dropBareImports(code) {
  return code.replace(/^import "\.\/chunk-\w+\.js";\n/gm, '');
}

/**
 * Takes Node's own modules without `import`, which would first read every property of each, and with that load streams,
 * file handles and more: 4 ms of a start-up of 15 ms beyond that of bare node.
 */
function getBuiltinsDirectly(code) {
  return code.replace(
    /^import (?:\{([^}]*)\}|(?:\* as )?([\w$]+)) from "(?:node:)?([\w/]+)";$/gm,
    (line, names, whole, module) =>
      !isBuiltin(module)
        ? line
        : `const ${names === undefined ? whole : `{${names.replace(/ as /g, ': ')}}`} = process.getBuiltinModule("${module}");`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();
