import type { FetchError, HttpClient, StreamedResponse } from '@fetchutils/plumbing/http';

import { TableFailure } from '../table-failure.js';
import type { ByteSource, RandomAccess } from './byte-source.js';
import { collect, contentRangeOf, wrongRange } from './ranged-body.js';

export type HttpSourceSettings = { client: HttpClient; signal: AbortSignal; retries: number };

const firstBytes = 64 * 1024;
const pieceBytes = 1024 * 1024;

/**
 * A list at an http(s) address. Where the server gives ranges it is read by them: each is tried again, and must be of the
 * version that the first was of. Else it can be read once.
 */
export async function openHttpSource(url: string, settings: HttpSourceSettings): Promise<ByteSource> {
  const first = await get(url, { from: 0, to: firstBytes, validator: undefined }, settings);
  if (first.status === 416) {
    first.discard();
    return { name: url, random: undefined, stream: () => toAsync([]), close: done };
  }
  const range = contentRangeOf(first);
  const isPart = first.status === 206 && range?.start === 0;
  // Some servers call a whole body a part.
  if (first.status === 200 || (isPart && range.end === range.total && range.total > firstBytes)) {
    const close = () => Promise.resolve(first.discard());
    return { name: url, random: undefined, stream: () => readBody(first), close };
  }
  if (first.status !== 206) throw await statusFailure(first);
  if (!isPart || range.end > firstBytes) {
    first.discard();
    throw wrongRange({ from: 0, to: firstBytes }, range);
  }
  const { end, total } = range;
  const version = versionOf(first);
  const read = (from: number, to: number) => readRange(url, { from, to, total, version }, settings);
  const head = await collect(first, end).catch((error: unknown) => {
    if (error instanceof TableFailure) throw error;
    return read(0, end);
  });
  return {
    name: url,
    random: { size: total, read },
    stream: () => readAhead(head, { size: total, read }),
    close: done,
  };
}

const done = (): Promise<void> => Promise.resolve();

type Version = { etag: string | undefined; date: string | undefined };

/** What a range must carry along to be of the same version (RFC 9110, 13.1.5: If-Range wants a strong validator). */
function validatorOf({ etag, date }: Version): string | undefined {
  return etag === undefined || etag.startsWith('W/') ? date : etag;
}

function versionOf({ headers }: StreamedResponse): Version {
  return { etag: headers.get('etag'), date: headers.get('last-modified') };
}

type Wanted = { from: number; to: number; validator: string | undefined };

async function get(url: string, { from, to, validator }: Wanted, settings: HttpSourceSettings) {
  const headers: Record<string, string> = { Range: `bytes=${from}-${to - 1}`, 'Accept-Encoding': 'identity' };
  if (validator !== undefined) headers['If-Range'] = validator;
  try {
    return await settings.client.get({ url, headers, signal: settings.signal });
  } catch (error) {
    throw await toFailure(error);
  }
}

type RangeWanted = { from: number; to: number; total: number; version: Version };

/** One range, tried again where its body breaks off; what fails before a body the client tries again itself. */
async function readRange(
  url: string,
  { from, to, total, version }: RangeWanted,
  settings: HttpSourceSettings,
): Promise<Buffer> {
  for (let attempt = 0; ; attempt += 1) {
    const response = await get(url, { from, to, validator: validatorOf(version) }, settings);
    const range = contentRangeOf(response);
    const now = versionOf(response);
    const isOther =
      response.status === 206 &&
      (range?.total !== total || now.etag !== version.etag || now.date !== version.date);
    if (response.status === 200 || response.status === 416 || isOther) {
      response.discard();
      throw new TableFailure('changed', 'it was changed while it was read', true);
    }
    if (response.status !== 206) throw await statusFailure(response);
    if (range?.start !== from || range.end > to) {
      response.discard();
      throw wrongRange({ from, to }, range);
    }
    try {
      const bytes = await collect(response, to - from);
      if (bytes.length === to - from) return bytes;
      if (attempt >= settings.retries)
        throw new TableFailure('torn', `bytes ${from} to ${to - 1} came cut short`, true);
    } catch (error) {
      const failure = await toFailure(error);
      if (!failure.retryable || attempt >= settings.retries) throw failure;
    }
  }
}

async function* readBody({ body }: StreamedResponse): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body) yield chunk as Buffer;
  } catch (error) {
    throw await toFailure(error);
  }
}

/** All bytes by ranges, one ahead of the one that is used. */
async function* readAhead(head: Buffer, { size, read }: RandomAccess): AsyncGenerator<Buffer> {
  let at = head.length;
  const next = (): Promise<Buffer> | undefined => {
    if (at >= size) return undefined;
    const from = at;
    at = Math.min(size, at + pieceBytes);
    const piece = read(from, at);
    // Who awaits it meets a failure; a run that ends before must not be ended by it.
    piece.catch(() => undefined);
    return piece;
  };
  yield head;
  for (let piece = next(); piece !== undefined;) {
    const bytes = await piece;
    piece = next();
    yield bytes;
  }
}

async function* toAsync(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* await Promise.resolve(chunks);
}

async function statusFailure(response: StreamedResponse): Promise<TableFailure> {
  response.discard();
  const { httpStatusError } = await import('@fetchutils/plumbing/http');
  return toFailure(httpStatusError(response.status, response.reason));
}

async function toFailure(error: unknown): Promise<TableFailure> {
  if (error instanceof TableFailure) return error;
  const { classifyError } = await import('@fetchutils/plumbing/http');
  const { code, message, retryable }: FetchError = classifyError(error);
  return new TableFailure(code, message, retryable);
}
