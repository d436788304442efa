import { existsSync } from 'node:fs';
import { homedir } from 'node:os';

/** The major versions of Node that the contract is held to beside the one that runs the tests. */
export const otherMajors = [22, 24, 26] as const;

/** The folder of another Node's program, where `.ci/run` has put it; undefined where it has not. */
export function findOtherNode(major: number): string | undefined {
  const cache = process.env['XDG_CACHE_HOME'] ?? `${homedir()}/.cache`;
  const name = `node-${process.platform}-${process.arch}`;
  const folder = `${cache}/fetchutils-tests/node-${major}/node_modules/${name}/bin`;
  return existsSync(`${folder}/node`) ? folder : undefined;
}
