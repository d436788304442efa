import type { Field, InputRow, Messages } from '@fetchutils/plumbing';

import { indexesAt } from '../generate/place-values.js';
import type { Value, Values } from '../spec/values.js';
import { writeUrl } from '../template/check-url.js';
import type { UrlSlot } from '../template/compile-url.js';
import { fillFields, type FilledRow } from './fill-fields.js';
import type { MadeRow } from './row-printer.js';

/** What rows of standard input are turned into. */
export type RowsRequest = {
  /** Its slots count the fields first, then the variables. */
  url: readonly (string | UrlSlot)[];
  fields: readonly Field[];
  variables: readonly Values[];
  /** What is wrong with a row's values, where not every value makes a URL. */
  problemOf: ((values: readonly Value[]) => string | undefined) | undefined;
  /** The first place in the output that is wanted, and the distance to the next. */
  first: number;
  stride: number;
  /** Rows after which nothing more is wanted. */
  most: number;
  print: (made: MadeRow) => string;
};

/** Makes rows from rows of standard input, and counts what became of them. */
export type RowMaker = {
  seen: { read: number; refused: number; made: number };
  /** Rows that one row of input makes: the combinations of the variables. */
  combinations: number;
  /** Takes what is needed from a row; what is wrong with it is told. */
  fill: (input: InputRow) => FilledRow | undefined;
  /** The text of the n-th combination with a row, the last variable varying fastest; empty where it is not wanted. */
  make: (filled: FilledRow, nth: number) => string;
};

/** A maker of rows that tells what it refuses. */
export function createRowMaker(request: RowsRequest, stderr: Messages): RowMaker {
  const { url, fields, variables, problemOf, first, stride, most, print } = request;
  const sequence = { variables, isZipped: false };
  const seen = { read: 0, refused: 0, made: 0 };
  let place = 0;

  function refuse(problem: string): void {
    seen.refused++;
    stderr.say(problem);
  }

  return {
    seen,
    combinations: variables.reduce((product, { size = 0n }) => product * Number(size), 1),
    fill(input) {
      seen.read++;
      const filled = fillFields(input, fields, url);
      if (typeof filled !== 'string') return filled;
      refuse(filled);
      return undefined;
    },
    make(filled, nth) {
      const isWanted = place >= first && (place - first) % stride === 0 && seen.made < most;
      place++;
      if (!isWanted) return '';
      const indexes = variables.length === 0 ? [] : indexesAt(nth, sequence);
      const values = variables.map((variable, at) => variable.at(indexes[at] ?? 0));
      const all = variables.length === 0 ? filled.values : [...filled.values, ...values];
      const problem = problemOf?.(all);
      if (problem !== undefined) {
        refuse(`line ${filled.line}: ${problem}`);
        return '';
      }
      seen.made++;
      return print({ url: writeUrl(url, all), values, input: filled.input });
    },
  };
}
