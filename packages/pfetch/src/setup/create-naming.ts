import type { PfetchOptions } from '../options/options.js';
import { createPathOf } from '../naming/create-path-of.js';
import type { Naming } from '../naming/naming.js';
import { OwnNames } from '../naming/own-names.js';
import { TakenNames } from '../naming/taken-names.js';
import type { Sink } from '../sinks/sink.js';

/** The names of a run, from the options and the files that the command line names. */
export function createNaming(
  dir: string,
  { dryRun }: PfetchOptions,
  files: readonly string[],
  sink: Sink,
): Naming {
  const taken = new TakenNames({
    foldsCase: sink.foldsCase(!dryRun),
    own: new OwnNames(dir, files),
    realName: (name) => sink.realName(name),
  });
  return { dir, taken, pathOf: createPathOf(dir) };
}
