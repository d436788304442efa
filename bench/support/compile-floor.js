import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Compiles floor.c into `folder`; answers the program's path, or undefined where there is no C compiler. */
export function compileFloor(folder) {
  const source = fileURLToPath(new URL('floor.c', import.meta.url));
  const program = join(folder, 'floor');
  const { status, stderr, error } = spawnSync('cc', ['-O2', '-o', program, source]);
  if (error !== undefined) return undefined;
  if (status !== 0) throw new Error(`cc: ${stderr}`);
  return program;
}
