import { UsageError } from '../failures.js';
import { gunzip, isGzip } from '../packed/gunzip.js';
import { peek } from '../packed/peek.js';
import { refuseForeign } from '../packed/refuse-foreign.js';

/** What a table or a document begins with that is taken for a list, and who reads it. */
const documents: readonly (readonly [magic: RegExp, what: string])[] = [
  [/^PAR1/, 'is a Parquet file; use: list-rows FILE |'],
  [/^(?:\xef\xbb\xbf)?\s*\[/, 'is a JSON array; use: list-rows FILE |'],
  [/^(?:\xff\xfe|\xfe\xff)/, 'is UTF-16, and rows are UTF-8; use: iconv -f UTF-16 -t UTF-8 FILE |'],
];

/** The bytes of a list of rows, unpacked where gzip has packed them; what is no list ends the run with one message. */
export async function* openText(
  chunks: AsyncIterable<Buffer>,
  name: string,
  tool: string,
): AsyncGenerator<Buffer> {
  const { head, all } = await peek(chunks, isTelling);
  const opening = head.toString('latin1', 0, 64);
  const found = documents.find(([magic]) => magic.test(opening));
  if (found !== undefined) throw new UsageError(`${name} ${found[1]} ${tool}`);
  refuseForeign(head, name, tool);
  yield* isGzip(head) ? openText(gunzip(all, name), name, tool) : all;
}

/** No line is waited for beyond its end: a tool answers the first one before the second has come. */
function isTelling(head: Buffer): boolean {
  return head.length >= 6 || head.at(-1) === 0x0a;
}
