import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Lends `work` a folder, in memory where there is tmpfs, and a list for what must be ended; ends and removes all of it
 * afterwards, also on Ctrl-C.
 */
export async function withWorkplace(name, work) {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `bench-${name}-`));
  const endings = [];
  const clear = async () => {
    for (const end of endings.splice(0).reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  };
  const stop = (signal) => void clear().then(() => process.kill(process.pid, signal));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
  try {
    await work({ folder, endings });
  } finally {
    await clear();
  }
}
