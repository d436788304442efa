import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import type { SiteAnswer } from './site.js';

const lastModified = 'Wed, 01 Jan 2020 00:00:00 GMT';

/** Sends what a site answers as a web server does: validators, 304, ranges, HEAD; or breaks off as told. */
export async function sendAnswer(
  answer: SiteAnswer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (answer.delayMs !== undefined) await sleep(answer.delayMs);
  const body = Buffer.from(answer.body ?? '');
  const headers: Record<string, string> = { 'content-length': String(body.length), ...answer.headers };
  if (answer.brokenAfter !== undefined) return breakOff(answer, body, headers, response);
  if ((answer.status ?? 200) !== 200) return finish(response, answer.status ?? 200, headers, body);

  const etag = `"${createHash('md5').update(body).digest('hex')}"`;
  Object.assign(headers, { etag, 'accept-ranges': 'bytes', 'last-modified': lastModified });
  const { 'if-none-match': known, 'if-modified-since': since } = request.headers;
  if (known === etag || (known === undefined && Date.parse(since ?? '') >= Date.parse(lastModified)))
    return finish(response, 304, { etag }, Buffer.alloc(0));
  const range = rangeOf(request, etag, body.length);
  if (range === undefined) return finish(response, 200, headers, body, answer.pauseMs);
  const [first, last] = range;
  const part = body.subarray(first, last + 1);
  headers['content-length'] = String(part.length);
  headers['content-range'] = `bytes ${first}-${last}/${body.length}`;
  return finish(response, 206, headers, part, answer.pauseMs);
}

async function finish(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: Buffer,
  pauseMs?: number,
): Promise<void> {
  response.writeHead(status, headers);
  const half = pauseMs === undefined ? 0 : body.length >> 1;
  if (half > 0) {
    response.write(body.subarray(0, half));
    await sleep(pauseMs);
  }
  response.end(body.subarray(half));
}

function breakOff(
  { status = 200, brokenAfter = 0 }: SiteAnswer,
  body: Buffer,
  headers: Record<string, string>,
  response: ServerResponse,
): void {
  if (brokenAfter === 0) return void response.socket?.resetAndDestroy();
  response.writeHead(status, headers);
  response.write(body.subarray(0, brokenAfter), () => response.socket?.destroy());
}

function rangeOf({ headers }: IncomingMessage, etag: string, length: number): [number, number] | undefined {
  const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '');
  if (range === null || (headers['if-range'] ?? etag) !== etag) return undefined;
  const first = Number(range[1]);
  const last = range[2] === '' ? length - 1 : Math.min(Number(range[2]), length - 1);
  return first <= last ? [first, last] : undefined;
}
