import { readRows, type Field, type Messages } from '@fetchutils/plumbing';

import { indexesAt } from '../generate/place-values.js';
import { textSize } from '../generate/scattered-rows.js';
import type { Selection } from '../selection.js';
import type { Value } from '../spec/values.js';
import { writeUrl } from '../template/check-url.js';
import type { UrlSlot, Variable } from '../template/compile-url.js';
import { fillFields, type FilledRow } from './fill-fields.js';
import type { MadeRow } from './row-printer.js';

export type RowsRequest = {
  /** Its slots count the fields first, then the variables. */
  url: readonly (string | UrlSlot)[];
  fields: readonly Field[];
  variables: readonly Variable[];
  /** What is wrong with a row's values, where not every value makes a URL. */
  problemOf: ((values: readonly Value[]) => string | undefined) | undefined;
  selection: Selection;
  print: (made: MadeRow) => string;
};

/** What became of the rows of standard input. */
export type RowsSeen = { read: number; refused: number; made: bigint };

/** The text of a row for every row of standard input and combination of the variables, written out as input arrives. */
export async function* rowsFromStdin(
  request: RowsRequest,
  stdin: AsyncIterable<Buffer>,
  stderr: Messages,
  seen: RowsSeen,
): AsyncGenerator<string> {
  const position = { place: 0n };
  const { count } = request.selection;
  if (count === 0n) return;
  for await (const batch of readRows(stdin)) {
    let text = '';
    for (const input of batch) {
      seen.read++;
      const filled = fillFields(input, request.fields, request.url);
      if (typeof filled === 'string') {
        seen.refused++;
        stderr.say(filled);
        continue;
      }
      for (const made of madeRows(filled, request, position)) {
        const problem = request.problemOf?.(made.all);
        if (problem === undefined) {
          text += request.print(made);
          seen.made++;
        } else {
          seen.refused++;
          stderr.say(`line ${input.line}: ${problem}`);
        }
        if (text.length >= textSize || seen.made === count) yield text;
        if (text.length >= textSize) text = '';
        if (seen.made === count) return;
      }
    }
    if (text !== '') yield text;
  }
}

/** The selected combinations of one row of input with the variables, the last varying fastest. */
function* madeRows(
  { input, values: fields }: FilledRow,
  { url, variables, selection: { first, stride } }: RowsRequest,
  position: { place: bigint },
): Generator<MadeRow & { all: readonly Value[] }> {
  const plan = { variables: variables.map(({ values }) => values), isZipped: false };
  const combinations = Number(plan.variables.reduce((product, { size = 0n }) => product * size, 1n));
  for (let nth = 0; nth < combinations; nth++) {
    const place = position.place++;
    if (place < first || (place - first) % stride !== 0n) continue;
    const indexes = indexesAt(nth, plan);
    const values = plan.variables.map((variable, at) => variable.at(indexes[at] ?? 0));
    const all = [...fields, ...values];
    yield { url: writeUrl(url, all), values, all, input };
  }
}
