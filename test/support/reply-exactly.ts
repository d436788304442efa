import type { Exchange } from './hostile-server/exchange.js';

/** A part as it was asked for, to the byte; where `cutAt` says so, it breaks off there. */
export async function replyExactly(
  exchange: Exchange,
  body: Buffer,
  etag: string,
  cutAt?: number,
): Promise<void> {
  const { range = '', 'if-range': condition } = exchange.request.headers;
  const [, from, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (from === undefined || (condition !== undefined && condition !== etag))
    return exchange.reply(200, { ETag: etag }, body);
  const part = body.subarray(Number(from), Number(last) + 1);
  const headers = {
    ETag: etag,
    'Content-Range': `bytes ${from}-${Number(from) + part.length - 1}/${body.length}`,
  };
  if (cutAt === undefined) return exchange.reply(206, headers, part);
  await exchange.head(206, { ...headers, 'Content-Length': `${part.length}` });
  await exchange.send(part.subarray(0, cutAt));
  exchange.end();
}
