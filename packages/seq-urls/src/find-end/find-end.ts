import { exitStatus, httpSettings, quote, StopRun, type Io } from '@fetchutils/plumbing';
import { createHttpClient } from '@fetchutils/plumbing/http';

import type { Options } from '../options.js';
import type { Asked } from '../template/variables.js';
import { writeSequence } from '../write-sequence.js';
import { createProbe } from './probe.js';
import { createQuestions } from './questions.js';
import { findLast } from './search.js';
import { cutVariables, searchedVariable } from './searched-variable.js';

/** Writes the row of the highest number that exists, or with --upto-end all rows up to it; the answer is the exit status. */
export async function findEnd(io: Io, options: Options, asked: Asked, name: string): Promise<number> {
  const variable = searchedVariable(name, asked);
  const { progression, values } = variable;
  const from = options.atLeast === undefined ? 0 : indexOf(options.atLeast, progression);
  const client = await createHttpClient(httpSettings(options, io.env), 'seq-urls');
  const questions = createQuestions(io, asked, variable, {
    isThere: createProbe(client, options.exists, io.signal),
    most: options.maxRequests,
  });
  const { probes, misses, jobs } = options;
  const size = Math.min(Number(values.size ?? Infinity), Number.MAX_SAFE_INTEGER);
  const last = await findLast({ exists: questions.exists, size, from, probes, misses, jobs }).finally(() =>
    client.close(),
  );
  io.stderr.status('');
  if (last === undefined) {
    io.stderr.say(
      `nothing found from ${name}=${values.at(from)} on (${questions.asked()} requests)`,
      `${quote(asked.template.source)}; see --at-least, --misses and --exists`,
    );
    return exitStatus.someFailed;
  }
  if (last >= Number.MAX_SAFE_INTEGER - 1) {
    throw new StopRun(`every ${name} up to ${values.at(last)} seems to exist; say with --exists how to tell`);
  }
  const after = last + misses < size ? `${misses} after it do not` : 'none after it in its range';
  io.stderr.say(
    `${name}=${values.at(last)} is the last that exists; ${after} (${questions.asked()} requests)`,
  );
  if (options.uptoEnd) {
    return writeSequence(io, options, {
      ...asked,
      variables: cutVariables(asked.variables, variable, 0, last + 1),
    });
  }
  const variables = cutVariables(asked.variables, variable, last, 1);
  return writeSequence(io, { ...options, take: 1n }, { ...asked, variables });
}

/** The index of the first value that is not below a number. */
function indexOf(atLeast: bigint, { start, step }: { start: bigint; step: bigint }): number {
  return atLeast <= start ? 0 : Number((atLeast - start + step - 1n) / step);
}
