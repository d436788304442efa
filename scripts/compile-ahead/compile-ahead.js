import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { sampleRuns } from './sample-runs.js';

const preload = fileURLToPath(new URL('keep-compiled.cjs', import.meta.url));

/** Leaves what V8 has compiled beside the bundles of a tool: each run adds the functions that it called. */
export async function compileAhead(tool, dist) {
  const site = createServer((request, response) => response.end(`<a href="${request.url}/next">next</a>`));
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const folder = mkdtempSync(join(tmpdir(), `compile-${tool}-`));
  try {
    for (const { args, input } of sampleRuns(tool, `http://127.0.0.1:${site.address().port}`)) {
      await run([join(dist, 'main.js'), ...args], input, folder);
    }
  } finally {
    site.closeAllConnections();
    site.close();
    rmSync(folder, { recursive: true });
  }
}

async function run(words, input, folder) {
  // Whatever the user has set, it is compiled for a plain process, and what it writes stays in the folder.
  const env = { PATH: process.env.PATH, HOME: folder, TMPDIR: folder };
  const child = spawn(process.execPath, ['--require', preload, ...words], {
    // A build comes to an end in any case.
    ...{ cwd: folder, env, timeout: 60_000 },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (told += text));
  // A run that does not read says so by its status or not at all.
  child.stdin.on('error', () => undefined).end(input);
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${told}`);
}
