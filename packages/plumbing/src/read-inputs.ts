import { isUrlOperand } from './is-url-operand.js';
import type { Io } from './io.js';
import { openInputs } from './open-inputs.js';
import { quote } from './quote.js';
import { readList } from './rows/read-list.js';
import type { InputRow } from './rows/row.js';

/** What is read, as a person would call it, and by which tool; its lines may end with NUL. */
export type InputKind = { what: string; tool: string; mayHaveNul?: boolean };

/**
 * The rows of all operands, in order: a URL is a row, anything else the name of a file. In more than one, a problem names its
 * file beside its line.
 */
export function readInputs(
  io: Io,
  operands: readonly string[],
  { what, tool, mayHaveNul = false }: InputKind,
): AsyncGenerator<InputRow[]> {
  const names = operands.filter((operand) => !isUrlOperand(operand));
  // Before the first request: a file that is missing is wrong usage.
  const inputs = operands.length > 0 && names.length === 0 ? [] : openInputs(io, names, what);
  return (async function* () {
    for (const [at, operand] of (operands.length === 0 ? ['-'] : operands).entries()) {
      if (isUrlOperand(operand)) {
        yield [{ line: at + 1, text: '', row: { url: operand } }];
        continue;
      }
      const input = inputs.shift();
      if (input === undefined) return;
      const name = operand === '-' ? 'standard input' : quote(operand);
      for await (const rows of readList(input.chunks, { name, tool, mayHaveNul }))
        yield operands.length > 1 ? rows.map((row) => named(row, operand)) : rows;
    }
  })();
}

function named(row: InputRow, file: string): InputRow {
  return 'problem' in row ? { ...row, problem: `${file}: ${row.problem}` } : row;
}
