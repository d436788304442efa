import { createRowWriter, exitStatus, type Io, parseFormat, UsageError } from '@fetchutils/plumbing';

import { expandOperands } from './inputs/expand-operands.js';
import { labelOf } from './inputs/label-of.js';
import { listTable } from './list-table.js';
import type { Options } from './options.js';
import { namesIn } from './print-rows.js';
import { createFailureReport } from './report/row-failures.js';
import { createSourceOpener } from './source/open-source.js';
import { openTable } from './tables/open-table.js';
import { TableFailure } from './table-failure.js';

/** Writes the rows of all lists that the operands name; the answer is the exit status. */
export async function listRows(io: Io, options: Options, operands: readonly string[]): Promise<number> {
  const names = expandOperands(operands);
  const writer = createRowWriter(io.stdout, options);
  const printed = printedFields(options);
  const report = createFailureReport(io, writer, printed === undefined);
  const sources = createSourceOpener(io, options);
  for (const name of names) {
    if (io.signal.aborted) break;
    try {
      await listOne(name);
    } catch (error) {
      if (io.signal.aborted) break;
      await report.addTable(name, toFailure(error, name === names[0]));
    }
    report.endFile(name);
  }
  await sources.close();
  await writer.flush();
  return report.hasAny && !options.failuresOk ? exitStatus.someFailed : exitStatus.ok;

  async function listOne(name: string): Promise<void> {
    const source = await sources.open(name);
    try {
      const table = await openTable(source, {
        format: options.formatIn,
        encoding: options.encoding,
        header: options.noHeader,
        hasQuotes: options.quoting,
        label: labelOf(name),
        signal: io.signal,
        onOddLine: () =>
          io.stderr.say(labelOf(name), 'not all of it is UTF-8; such lines are read as latin-1'),
      });
      await listTable(table, { io, options, name, writer, report, printed });
    } finally {
      await source.close();
    }
  }
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
