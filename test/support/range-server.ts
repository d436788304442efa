import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { bodyBytes } from './hostile-server/body-bytes.js';

export type RangeServerOptions = {
  /** Of each connection. */
  bytesPerSecond?: number;
  /** Which version a request is answered with: each has bytes and an ETag of its own. */
  versionOf?: (request: { path: string; nth: number }) => number;
  /** Changes what is about to be said. */
  spoil?: (
    head: Record<string, string>,
    request: { nth: number; range: string | undefined },
  ) => number | undefined;
};

/** A server of `/name?bytes=n` with strong ETags, ranges and If-Range, as slow as wanted. */
export type RangeServer = {
  url(path: string): string;
  /** The body of a version. */
  body(path: string, version?: number): Buffer;
  /** The ranges that were asked for; `-` for a whole body. */
  readonly ranges: string[];
  /** The most bodies under way at a time. */
  readonly most: number;
  [Symbol.asyncDispose](): Promise<void>;
};

export async function startRangeServer(options: RangeServerOptions = {}): Promise<RangeServer> {
  const ranges: string[] = [];
  let [underWay, most] = [0, 0];
  const body = (path: string, version = 1): Buffer =>
    bodyBytes(Number(new URL(path, 'http://h').searchParams.get('bytes') ?? 10_000), `${path} ${version}`);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url: path = '/', headers } = request;
    const { range } = headers;
    ranges.push(range ?? '-');
    const nth = ranges.length;
    const version = options.versionOf?.({ path, nth }) ?? 1;
    const whole = body(path, version);
    const etag = `"${version}"`;
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
    const isPart =
      first !== undefined && [undefined, etag].includes(headers['if-range'] as string | undefined);
    const from = isPart ? Number(first) : 0;
    const to = isPart && last !== '' ? Math.min(Number(last) + 1, whole.length) : whole.length;
    const head: Record<string, string> = {
      ETag: etag,
      'Accept-Ranges': 'bytes',
      'Content-Length': String(to - from),
    };
    if (isPart) head['Content-Range'] = `bytes ${from}-${to - 1}/${whole.length}`;
    const status = options.spoil?.(head, { nth, range }) ?? (isPart ? 206 : 200);
    response.writeHead(status, head);
    underWay += 1;
    most = Math.max(most, underWay);
    await send(response, whole.subarray(from, to), options.bytesPerSecond);
    underWay -= 1;
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    body,
    ranges,
    get most() {
      return most;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A twentieth of a second's worth at a time, by the clock. */
async function send(response: ServerResponse, bytes: Buffer, bytesPerSecond = Infinity): Promise<void> {
  const beganMs = performance.now();
  const step = Number.isFinite(bytesPerSecond) ? Math.ceil(bytesPerSecond / 20) : bytes.length;
  for (let at = 0; at < bytes.length && !response.destroyed; at += step) {
    response.write(bytes.subarray(at, at + step));
    const waitMs = beganMs + ((at + step) * 1000) / bytesPerSecond - performance.now();
    if (Number.isFinite(bytesPerSecond) && waitMs > 0)
      await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  response.end();
}
