import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { measureCommand } from './measure-command.js';

/** One run of a program over `count` files of so many bytes; fails unless every one of them is there and whole. */
export async function runDownloader(folder, { name, command }, { count, bytes, jobs }) {
  const out = join(folder, 'out');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  const words = command({ list: `${count}.txt`, curlList: `${count}.curl`, jobs, count });
  const figures = await measureCommand(words, { folder, output: join(folder, 'rows'), limit: 120 });
  const found = filesIn(out);
  rmSync(out, { recursive: true });
  if (found.count !== count || found.bytes !== count * bytes)
    throw new Error(
      `${name}: ${found.count} of ${count} files, ${found.bytes} bytes, status ${figures.status}`,
    );
  return figures;
}

function filesIn(out) {
  const entries = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return {
    count: entries.length,
    bytes: entries.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0),
  };
}
