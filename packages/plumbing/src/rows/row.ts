/** One row: a JSON object. Only `url` has a meaning for every tool; the other fields are the user's. */
export type Row = { [field: string]: unknown };

/**
 * What a line of input came to: a row with its text as it stood (empty for a bare URL), or what is wrong with it.
 * An integer beyond 2^53 stands in the row as the text of its digits.
 */
export type InputRow =
  | { readonly line: number; readonly text: string; readonly row: Row }
  | { readonly line: number; readonly text: string; readonly problem: string };
