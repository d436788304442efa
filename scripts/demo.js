// Runs the demo: bundled first, so that it is written in the same TypeScript as everything else and a bare Node runs it.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
// Elsewhere where several play it at the same time.
const folder = join(process.env['DEMO_FOLDER'] ?? root, 'demo-output/');
const bundle = `${folder}.demo/demo.mjs`;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
await build({
  entryPoints: [`${root}demo/demo.ts`],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
});
const { demo } = await import(bundle);
process.exitCode = await demo(root, folder, process.argv.slice(2));
