import type { Io, RowWriter } from '@fetchutils/plumbing';

import { labelOf, withoutLogin } from '../inputs/label-of.js';
import type { TableFailure } from '../table-failure.js';
import type { BadRow } from '../tables/table.js';

/** Answers what could not be read: a row in the place of each, and a line on standard error for each file. */
export type FailureReport = {
  addRow(file: string, bad: BadRow, code?: string): Promise<void> | undefined;
  addTable(file: string, failure: TableFailure): Promise<void> | undefined;
  /** Says how many rows of a file there were beyond the one that was told. */
  endFile(file: string): void;
  readonly hasAny: boolean;
};

/** `printsRows` is false where what is written is text for programs that know no JSON. */
export function createFailureReport(io: Io, writer: RowWriter, printsRows: boolean): FailureReport {
  let inFile = 0;
  let hasAny = false;

  function write(file: string, row: number | undefined, code: string, message: string, retryable: boolean) {
    hasAny = true;
    if (!printsRows) return undefined;
    const shown = withoutLogin(file);
    const place = row === undefined ? { file: shown } : { file: shown, row };
    return writer.write({ ok: false, ...place, error: { kind: 'input', code, message, retryable } });
  }

  return {
    addRow(file, { row, problem }, code = 'bad-row') {
      inFile += 1;
      // Of lines the number is in the problem already.
      const isNamed = problem.startsWith(`line ${row} `);
      if (inFile === 1) io.stderr.say(labelOf(file), isNamed ? problem : `row ${row}: ${problem}`);
      return write(file, row, code, problem, false);
    },
    addTable(file, failure) {
      io.stderr.say(labelOf(file), failure.message);
      return write(file, undefined, failure.code, failure.message, failure.retryable);
    },
    endFile(file) {
      if (inFile > 1) io.stderr.say(labelOf(file), `${inFile} rows could not be read; that was the first`);
      inFile = 0;
    },
    get hasAny() {
      return hasAny;
    },
  };
}
