import { exitStatus, parseFormat, UsageError, type Io } from '@fetchutils/plumbing';

import { generate } from './generate/generate.js';
import type { Plan } from './generate/plan.js';
import type { Options } from './options.js';
import { selectRows } from './selection.js';
import { sequenceSize } from './sequence-size.js';
import { createShuffle } from './shuffle.js';
import { checkUrl } from './template/check-url.js';
import { compileRow } from './template/compile-row.js';
import { compileUrl } from './template/compile-url.js';
import type { Asked } from './template/variables.js';

/** Writes the rows of a template whose variables are all known; the answer is the exit status. */
export async function writeSequence(io: Io, options: Options, asked: Asked): Promise<number> {
  const refused = { rows: 0 };
  const plan = planRows(options, asked, (problem) => {
    refused.rows++;
    io.stderr.say(problem);
  });
  if (options.count) await writeCount(io, plan);
  else await writeAll(io, plan);
  return refused.rows === 0 ? exitStatus.ok : exitStatus.someFailed;
}

/** Decides before the first row all that can be decided. */
function planRows(options: Options, { template, variables }: Asked, say: (problem: string) => void): Plan {
  const url = compileUrl(template, variables);
  const problemOf = checkUrl(template, url, variables);
  const format = options.format === undefined ? undefined : parseFormat(options.format);
  const size = sequenceSize(variables, options.zip);
  return {
    variables: variables.map(({ values }) => values),
    isZipped: options.zip,
    layout: compileRow(url, variables, { format, plain: options.plain, null: options.null }),
    selection: selectRows(size, options),
    shuffle: options.shuffle ? shuffleRows(size, options.seed) : undefined,
    isRefused:
      problemOf &&
      ((values) => {
        const problem = problemOf(values);
        if (problem !== undefined) say(problem);
        return problem !== undefined;
      }),
  };
}

function shuffleRows(size: bigint | undefined, seed: number | undefined): Plan['shuffle'] {
  if (size === undefined)
    throw new UsageError('--shuffle: an open range has no end; give it one, as 1..1000000');
  return createShuffle(size, seed ?? Math.floor(Math.random() * Number.MAX_SAFE_INTEGER));
}

async function writeCount({ stdout }: Io, { selection: { count } }: Plan): Promise<void> {
  if (count === undefined) throw new UsageError('--count: an open range has no end to count to');
  await stdout.write(`${count}\n`);
}

/** Writes blocks and texts, each awaited: the same bytes serve again once they have left. */
async function writeAll({ stdout, signal }: Io, plan: Plan): Promise<void> {
  const scratch = Buffer.allocUnsafeSlow(textBytes);
  for (const rows of generate(plan)) {
    const bytes = typeof rows === 'string' ? toBytes(rows, scratch) : rows;
    // Every stream of node's tells of a chunk as large as this when it is written; smaller ones it may hold on to.
    await stdout.write(bytes.length >= leastAwaited ? bytes : bytes.slice());
    signal.throwIfAborted();
  }
}

const leastAwaited = 64 * 1024;

/** Room for all texts but those with very long rows. */
const textBytes = 256 * 1024;

function toBytes(text: string, scratch: Buffer): Uint8Array {
  if (text.length * 3 > scratch.length) return Buffer.from(text);
  return scratch.subarray(0, scratch.write(text));
}
