import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { hasProgram } from './has-program.js';

/** The words that start img2dataset: from the PATH, or from a folder of its own that is filled once; undefined without it. */
export function findImg2dataset({ mayInstall }) {
  if (hasProgram('img2dataset')) return ['img2dataset'];
  const folder = join(tmpdir(), 'fetchutils-img2dataset');
  const python = join(folder, 'bin/python3');
  if (!existsSync(folder) && (!mayInstall || !install(folder))) return undefined;
  return [python, '-c', 'from img2dataset import main; main()'];
}

/** Half an installation never stands under the last name: moved, its Python still works, only its scripts do not. */
function install(folder) {
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  console.log('installing img2dataset (800 MB) ...');
  const isDone =
    spawnSync('python3', ['-m', 'venv', part], { stdio: 'ignore' }).status === 0 &&
    spawnSync(join(part, 'bin/python3'), ['-m', 'pip', 'install', '-q', 'img2dataset'], { stdio: 'ignore' })
      .status === 0;
  if (isDone) renameSync(part, folder);
  else rmSync(part, { recursive: true, force: true });
  return isDone;
}
