import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { bodyBytes } from './hostile-server/body-bytes.js';

/** A request, as the faults of a test tell it. */
export type RangeRequest = { path: string; nth: number; range: string | undefined };

export type RangeServerOptions = {
  /** Of each connection. */
  bytesPerSecond?: number;
  /** Which version a request is answered with: each has bytes and an ETag of its own. */
  versionOf?: (request: { path: string; nth: number }) => number;
  /** Changes what is about to be said. */
  spoil?: (head: Record<string, string>, request: RangeRequest) => number | undefined | void;
  /** True for a request that is answered with the whole, whatever it asks for. */
  ignoresRange?: (request: RangeRequest) => boolean;
  /** Closes the connection of a request after so many bytes of the body. */
  cutAfter?: (request: RangeRequest) => number | undefined;
};

/** A server of `/name?bytes=n` with strong ETags, ranges and If-Range, as slow as wanted. */
export type RangeServer = {
  url(path: string): string;
  /** The body of a version. */
  body(path: string, version?: number): Buffer;
  /** The ranges that were asked for; `-` for a whole body. */
  readonly ranges: string[];
  readonly requests: { path: string; headers: IncomingHttpHeaders }[];
  /** Bytes of bodies that were sent. */
  readonly sent: number;
  /** The most bodies under way at a time. */
  readonly most: number;
  [Symbol.asyncDispose](): Promise<void>;
};

export async function startRangeServer(options: RangeServerOptions = {}): Promise<RangeServer> {
  const ranges: string[] = [];
  const requests: RangeServer['requests'] = [];
  let [underWay, most, sent] = [0, 0, 0];
  const body = (path: string, version = 1): Buffer =>
    bodyBytes(Number(new URL(path, 'http://h').searchParams.get('bytes') ?? 10_000), `${path} ${version}`);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url: path = '/', headers } = request;
    const asked = { path, nth: ranges.push(headers.range ?? '-'), range: headers.range };
    requests.push({ path, headers });
    const { nth } = asked;
    const range = options.ignoresRange?.(asked) === true ? undefined : asked.range;
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
    const status = (options.spoil?.(head, asked) as number | undefined) ?? (isPart ? 206 : 200);
    if (status >= 300) head['Content-Length'] = '0';
    response.writeHead(status, head);
    underWay += 1;
    most = Math.max(most, underWay);
    response.on('close', () => (underWay -= 1));
    const part = status >= 300 ? none : whole.subarray(from, to);
    const cut = options.cutAfter?.(asked);
    await send(response, part.subarray(0, cut), options.bytesPerSecond, (bytes) => (sent += bytes));
    if (cut !== undefined && cut < part.length) response.destroy();
    else response.end();
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
    requests,
    get sent() {
      return sent;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A twentieth of a second's worth at a time, by the clock. */
async function send(
  response: ServerResponse,
  bytes: Buffer,
  bytesPerSecond = Infinity,
  count: (bytes: number) => void,
): Promise<void> {
  const beganMs = performance.now();
  const step = Number.isFinite(bytesPerSecond) ? Math.ceil(bytesPerSecond / 20) : bytes.length;
  for (let at = 0; at < bytes.length && !response.destroyed; at += step) {
    const chunk = bytes.subarray(at, at + step);
    response.write(chunk);
    count(chunk.length);
    const waitMs = beganMs + ((at + step) * 1000) / bytesPerSecond - performance.now();
    if (Number.isFinite(bytesPerSecond) && waitMs > 0)
      await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

const none = Buffer.alloc(0);
