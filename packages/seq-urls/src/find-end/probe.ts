import { StopRun, withoutLogin } from '@fetchutils/plumbing';
import { FetchError, type HttpClient, isRetryableStatus } from '@fetchutils/plumbing/http';

import type { ExistsRule } from './exists-rule.js';

/** What a server said of a URL, whether asked with HEAD or for the first byte. */
type Answer = { status: number; bytes: number | undefined; url: string; isRedirected: boolean };

/** Statuses with which servers refuse HEAD itself, or all that they do not know. */
const refusals: ReadonlySet<number> = new Set([400, 403, 405, 501]);

/** A question to the server whether a URL exists. What is no answer is a StopRun. */
export function createProbe(
  client: HttpClient,
  rule: ExistsRule,
  signal: AbortSignal,
): (url: string) => Promise<boolean> {
  let isHeadRefused = false;

  async function ask(url: string): Promise<Answer> {
    if (isHeadRefused) return getFirstByte(url);
    const head = await client.get({ url, method: 'HEAD', signal });
    const size = head.headers.get('content-length');
    const answer = toAnswer(url, head, size === undefined ? undefined : Number(size));
    const isSizeUnknown = answer.bytes === undefined && rule.minBytes > 0 && rule.isStatus(answer.status);
    if (!refusals.has(head.status) && !isSizeUnknown) return answer;
    const got = await getFirstByte(url);
    isHeadRefused = refusals.has(head.status) && !refusals.has(got.status);
    return got;
  }

  async function getFirstByte(url: string): Promise<Answer> {
    const response = await client.get({ url, headers: { Range: 'bytes=0-0' }, signal });
    const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
    const size = response.status === 206 ? total : response.headers.get('content-length');
    const isCounted = size === undefined && rule.minBytes > 0;
    const bytes = isCounted ? await countBytes(response.body, rule.minBytes) : Number(size ?? 0);
    response.discard();
    // 416 is what an empty file answers to a range: it exists.
    if (response.status === 416) return toAnswer(url, { ...response, status: 200 }, 0);
    return toAnswer(url, { ...response, status: response.status === 206 ? 200 : response.status }, bytes);
  }

  return async (url) => {
    try {
      return isThere(url, await ask(url), rule);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof FetchError)) throw error;
      // A chain of redirects without end leads to nothing.
      if (error.kind === 'redirect') return false;
      throw new StopRun(`${withoutLogin(url)}: ${error.message}`);
    }
  };
}

function toAnswer(
  asked: string,
  response: { status: number; url: string; redirects: readonly string[] },
  bytes: number | undefined,
): Answer {
  const { status, url, redirects } = response;
  if (isRetryableStatus(status))
    throw new StopRun(
      `${withoutLogin(asked)}: status ${status} after all retries, so nothing is known of it`,
    );
  return { status, url, bytes, isRedirected: redirects.length > 0 };
}

function isThere(asked: string, { status, url, bytes, isRedirected }: Answer, rule: ExistsRule): boolean {
  if (!rule.isStatus(status) || (bytes ?? 0) < rule.minBytes) return false;
  if (!isRedirected || rule.redirect === 'any') return true;
  return rule.redirect === 'not-start' && (new URL(url).pathname !== '/' || new URL(asked).pathname === '/');
}

/** Reads a body until it is known to be long enough. */
async function countBytes(body: AsyncIterable<unknown>, enough: number): Promise<number> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += (chunk as Buffer).length;
    if (bytes >= enough) break;
  }
  return bytes;
}
