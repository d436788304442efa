import { spawnSync } from 'node:child_process';

import { findFreePort } from './free-port.js';
import { isListening } from './is-listening.js';
import { findProgram } from './parts.js';
import { startProgram } from './start-program.js';

/** An httpbin under gunicorn on a free port of 127.0.0.1. */
export type Httpbin = { url: (path: string) => string; stop: () => Promise<void> };

/** What describeWith is asked for: a name that no program has where the Python module is missing. */
export const httpbinParts = hasModule() ? ['gunicorn'] : ['python3-httpbin'];

/** Starts httpbin, with threads enough that a slow answer holds up no other. */
export async function startHttpbin(): Promise<Httpbin> {
  const port = await findFreePort();
  const args = [
    '--bind',
    `127.0.0.1:${port}`,
    '--threads',
    '16',
    '--worker-tmp-dir',
    '/dev/shm',
    'httpbin:app',
  ];
  const program = await startProgram('gunicorn', args, () => isListening(port));
  return { url: (path) => `http://127.0.0.1:${port}${path}`, stop: program.stop };
}

/** gunicorn may run under another Python than the first on the PATH, so it is the one to ask. */
function hasModule(): boolean {
  const gunicorn = findProgram('gunicorn');
  return gunicorn !== undefined && spawnSync(gunicorn, ['--check-config', 'httpbin:app']).status === 0;
}
