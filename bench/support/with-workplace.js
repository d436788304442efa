import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What statfs calls tmpfs. */
const tmpfs = 0x01021994;

/**
 * Lends `work` a folder, in memory where there is tmpfs unless `on` is `disk`, and a list for what must be ended; ends and
 * removes all of it afterwards, also on Ctrl-C.
 */
export async function withWorkplace(name, work, { on = 'tmpfs' } = {}) {
  const folder = mkdtempSync(join(on === 'disk' ? placeOnDisk() : placeInMemory(), `bench-${name}-`));
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

function placeInMemory() {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

function placeOnDisk() {
  const place = [tmpdir(), '/var/tmp'].find((each) => existsSync(each) && statfsSync(each).type !== tmpfs);
  if (place === undefined) throw new Error(`${tmpdir()} and /var/tmp are in memory; set TMPDIR to a disk`);
  return place;
}
