import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Compiles NAME.c of this folder into `folder`; answers the program's path, or undefined where there is no C compiler. */
export function compileProgram(name, folder) {
  const source = fileURLToPath(new URL(`${name}.c`, import.meta.url));
  const program = join(folder, name);
  const { status, stderr, error } = spawnSync('cc', ['-O2', '-o', program, source]);
  if (error !== undefined) return undefined;
  if (status !== 0) throw new Error(`cc: ${stderr}`);
  return program;
}
