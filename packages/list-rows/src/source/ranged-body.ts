import type { StreamedResponse } from '@fetchutils/plumbing/http';

import { TableFailure } from '../table-failure.js';

/** The bytes that an answer says it has, up to `end`, and how many there are in all. */
export type ContentRange = { readonly start: number; readonly end: number; readonly total: number };

/** What the Content-Range of an answer says; undefined where it has none, or one of something else than bytes. */
export function contentRangeOf({ headers }: StreamedResponse): ContentRange | undefined {
  const [, start, last, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
  return start === undefined
    ? undefined
    : { start: Number(start), end: Number(last) + 1, total: Number(total) };
}

/** A body of at most so many bytes; a longer one is given up, and not held in memory. */
export async function collect({ body }: StreamedResponse, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most)
      throw new TableFailure('range', `more than the ${most} bytes came that were asked for`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/** What to say of an answer with other bytes than those that were asked for. */
export function wrongRange(
  asked: { from: number; to: number },
  given: ContentRange | undefined,
): TableFailure {
  const came = given === undefined ? 'a part that is not named' : `bytes ${given.start} to ${given.end - 1}`;
  return new TableFailure(
    'range',
    `asked for bytes ${asked.from} to ${asked.to - 1} its server gives ${came}`,
  );
}
