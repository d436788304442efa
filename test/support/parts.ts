import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { describe } from 'vitest';

/** The full path of a program, looked for as a shell does and where Debian keeps its servers. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** A describe block that needs real programs: skipped where one is missing, a failure there when CI is set. */
export function describeWith(programs: readonly string[], name: string, body: () => void): void {
  const missing = programs.filter((program) => findProgram(program) === undefined);
  describeWithParts(missing, name, body);
}

/** The same for parts that are no programs on the PATH: `missing` names those that are not here. */
export function describeWithParts(missing: readonly string[], name: string, body: () => void): void {
  if (missing.length === 0) describe(name, body);
  else if (process.env['CI'] === 'true') {
    describe(name, (): void => {
      throw new Error(`missing on this machine: ${missing.join(', ')}`);
    });
  } else describe.skip(`${name} [needs ${missing.join(', ')}]`, body);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
