import { openInputs, type Io } from '@fetchutils/plumbing';

import { checkOptions } from './check-options.js';
import { readGlob } from './glob.js';
import { readOperands } from './operands.js';
import type { Options } from './options.js';
import { readVariables, type Asked } from './template/variables.js';
import { writeSequence } from './write-sequence.js';

/** Writes the rows that a template stands for; the answer is the exit status. */
export async function seqUrls(io: Io, options: Options, operands: readonly string[]): Promise<number> {
  checkOptions(options);
  const asked = await readAsked(io, options, operands);
  if (options.findEnd !== undefined) {
    const { findEnd } = await import('./find-end/find-end.js');
    return findEnd(io, options, asked, options.findEnd);
  }
  if (asked.undefinedFields.length === 0) return writeSequence(io, options, asked);
  const { fillFromStdin } = await import('./rows/fill-from-stdin.js');
  return fillFromStdin(io, options, asked);
}

function readAsked(io: Io, options: Options, operands: readonly string[]): Promise<Asked> {
  const { template, specs } = readOperands(operands);
  const stdin = () => {
    const [input] = openInputs(io, ['-'], 'values');
    return input?.chunks ?? [];
  };
  const glob = options.glob ? readGlob(template) : { template, patterns: new Map<string, never>() };
  return readVariables(glob.template, { specs, patterns: glob.patterns, stdin });
}
