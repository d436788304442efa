import { randomInt } from 'node:crypto';

import { createRowWriter, exitStatus, type Io, parseFormat, UsageError } from '@fetchutils/plumbing';

import { checkOptions } from './check-options.js';
import { countRows } from './count-rows.js';
import { describeTable } from './describe-table.js';
import { expandOperands } from './inputs/expand-operands.js';
import { labelOf } from './inputs/label-of.js';
import { stemOf } from './inputs/stem-of.js';
import { listTable } from './list-table.js';
import type { Options } from './options.js';
import { namesIn } from './print-rows.js';
import { createFailureReport } from './report/row-failures.js';
import { Selection } from './select/selection.js';
import { createSourceOpener } from './source/open-source.js';
import { openTable } from './tables/open-table.js';
import { TableFailure } from './table-failure.js';

/** Writes the rows of all lists that the operands name; the answer is the exit status. */
export async function listRows(io: Io, options: Options, operands: readonly string[]): Promise<number> {
  checkOptions(options);
  const names = expandOperands(operands);
  const writer = createRowWriter(io.stdout, options, plainField(options));
  const printed = printedFields(options);
  const report = createFailureReport(io, writer, printed === undefined);
  const sources = createSourceOpener(io, options);
  const selection = new Selection({ ...options, seed: options.seed ?? drawSeed(io, options) });
  let counted = 0;
  for (const [nth, name] of names.entries()) {
    if (io.signal.aborted || selection.isDone) break;
    try {
      await listOne(name, nth);
    } catch (error) {
      if (io.signal.aborted) break;
      await report.addTable(name, toFailure(error, nth === 0));
    }
    report.endFile(name);
  }
  if (options.count && names.length > 1) await writer.write({ lists: names.length, rows: counted });
  await sources.close();
  await writer.flush();
  return report.hasAny && !options.failuresOk ? exitStatus.someFailed : exitStatus.ok;

  async function listOne(name: string, nth: number): Promise<void> {
    const label = labelOf(name);
    const source = await sources.open(name);
    try {
      const table = await openTable(source, {
        format: options.formatIn,
        encoding: options.encoding,
        header: options.noHeader,
        hasQuotes: options.quoting,
        label,
        signal: io.signal,
        onOddLine: () => io.stderr.say(label, 'not all of it is UTF-8; such lines are read as latin-1'),
      });
      const task = { io, options, name, label, stem: stemOf(name), nth, writer, report, printed, selection };
      if (options.schema) await describeTable(table, task);
      else if (options.count) counted += await countRows(table, task);
      else await listTable(table, task);
    } finally {
      await source.close();
    }
  }
}

/** Who draws a sample once may want the same again. */
function drawSeed(io: Io, { sample }: Options): number {
  const seed = randomInt(2 ** 32);
  if (sample !== undefined) io.stderr.say(`seed ${seed}; --seed ${seed} takes the same rows again`);
  return seed;
}

/** What --plain prints. */
function plainField({ count, schema }: Options): string {
  if (count) return 'rows';
  return schema ? 'column' : 'url';
}

/** What ends one list; what is wrong with the command line is so only before any row. */
function toFailure(error: unknown, isFirst: boolean): TableFailure {
  if (error instanceof TableFailure) return error;
  if (!(error instanceof UsageError) || isFirst) throw error;
  return new TableFailure('columns', error.message);
}

/** The fields that are printed where that is text; undefined for rows, which have all. */
function printedFields({ format, plain }: Options): ReadonlySet<string> | undefined {
  if (format !== undefined) return new Set(namesIn(parseFormat(format)));
  return plain ? new Set(['url']) : undefined;
}
