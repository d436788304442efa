/** What the server remembers of one request, so that a test can say what was asked, when, and how often. */
export type RecordedRequest = {
  method: string;
  /** Path and query as they came. */
  target: string;
  path: string;
  query: URLSearchParams;
  /** Names in lower case; the last of several wins. */
  headers: Record<string, string>;
  /** The header lines as they came, for tests of order and spelling. */
  headerLines: string[];
  /** The Host header without its port. */
  host: string;
  /** 1 for the first request of this target, 2 for the second. */
  attempt: number;
  /** 1 for the first request of its connection. */
  positionOnConnection: number;
  connection: number;
  /** The loopback address that was connected to. */
  address: string;
  /** performance.now() at arrival. */
  atMs: number;
  /** How many requests, this one among them, were being answered when it came. */
  activeThen: number;
  /** The same, of its host name alone. */
  activeOnHostThen: number;
};

/** The part of a request that stands in its bytes. */
export type ParsedRequest = Pick<
  RecordedRequest,
  'method' | 'target' | 'path' | 'query' | 'headers' | 'headerLines' | 'host'
>;

/** Cuts the first whole request off the received bytes; undefined while it is incomplete. */
export function parseRequest(received: Buffer): { request: ParsedRequest; rest: Buffer } | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [requestLine = '', ...headerLines] = received.toString('latin1', 0, end).split('\r\n');
  const headers = Object.fromEntries(headerLines.map(splitHeader));
  const bodyEnd = end + 4 + Number(headers['content-length'] ?? 0);
  if (received.length < bodyEnd) return undefined;
  const [method = '', target = ''] = requestLine.split(' ');
  const [path = '', query = ''] = pathOf(target).split('?', 2);
  const host = (headers['host'] ?? '').replace(/:\d+$/, '');
  return {
    request: { method, target, path, query: new URLSearchParams(query), headers, headerLines, host },
    rest: received.subarray(bodyEnd),
  };
}

function splitHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

/** A proxy is asked for a whole URL; the routes are the same. */
function pathOf(target: string): string {
  return target.replace(/^https?:\/\/[^/]*/, '');
}
