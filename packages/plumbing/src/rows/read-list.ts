import { openText } from './open-text.js';
import { readRows } from './read-rows.js';
import type { InputRow } from './row.js';

/** What is read: its name in messages, and the tool that reads it; its lines may end with NUL. */
export type ListKind = { name: string; tool: string; mayHaveNul?: boolean };

/** The rows of a list as a user has it: what gzip has packed is unpacked, and what is no list at all is wrong usage. */
export function readList(
  chunks: AsyncIterable<Buffer>,
  { name, tool, mayHaveNul = false }: ListKind,
): AsyncGenerator<InputRow[]> {
  return readRows(openText(chunks, name, tool), { mayHaveNul });
}
