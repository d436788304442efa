import type { Io } from './io.js';
import { openInputs } from './open-inputs.js';
import { readRows } from './rows/read-rows.js';
import type { InputRow } from './rows/row.js';

/** The rows of all inputs named, in order; in more than one, a problem names its file beside its line. */
export function readInputs(io: Io, names: readonly string[], what: string): AsyncGenerator<InputRow[]> {
  const inputs = openInputs(io, names, what);
  return (async function* () {
    for (const { name, chunks } of inputs) {
      for await (const rows of readRows(chunks))
        yield inputs.length > 1 ? rows.map((row) => named(row, name)) : rows;
    }
  })();
}

function named(row: InputRow, file: string): InputRow {
  return 'problem' in row ? { ...row, problem: `${file}: ${row.problem}` } : row;
}
