import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';

/** The Python with the packages that read and write tables, where `.ci/run` has put it; undefined where it has not. */
export function findPython(): string | undefined {
  const cache = process.env['XDG_CACHE_HOME'] ?? `${homedir()}/.cache`;
  const folder = `${cache}/fetchutils-tests/python`;
  return existsSync(`${folder}/complete`) ? `${folder}/bin/python` : undefined;
}

/** Runs a script of test/support/python to its end. */
export function runPython(python: string, script: string, ...args: string[]): void {
  const path = fileURLToPath(new URL(`python/${script}`, import.meta.url));
  execFileSync(python, ['-B', path, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
}
