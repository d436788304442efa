import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import type { HttpSettings } from '../http-settings.js';
import { cancelled, createAttemptLimits } from './attempt-limits.js';
import { backoffMs } from './backoff.js';
import { classifyError } from './classify-error.js';
import { FetchError } from './fetch-error.js';
import { type AttemptResponse, followRedirects } from './follow-redirects.js';
import type { HeaderRule } from './header-rule.js';
import { findHeaderProblem, toWireValue } from './header-syntax.js';
import { HostPauses } from './host-pauses.js';
import { createHttpSession } from './http-session.js';
import { parseRequestUrl } from './request-url.js';
import { discardBody } from './response-body.js';
import { collectHeaders } from './response-headers.js';
import { readRetryAfter } from './retry-after.js';
import { isRetryableStatus } from './retry-status.js';

export type HttpRequest = {
  url: string;
  method?: 'GET' | 'HEAD';
  /** Beside and before those of the settings. */
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** The most that the decoded body may be. */
  maxBytes?: number;
};

/** A response whatever its status, once retries have not helped. */
export type HttpResponse = {
  status: number;
  reason: string;
  /** By lower-case name, repeated ones joined by ', '. */
  headers: ReadonlyMap<string, string>;
  /** Where it came from in the end, without userinfo. */
  url: string;
  redirects: string[];
  attempts: number;
};

/** Streams a body: read it to its end or call discard. It fails with a FetchError. */
export type StreamedResponse = HttpResponse & { body: Readable; discard(): void };

export type HttpClient = {
  /** A response at its head. Throws a FetchError; what failed before the body was retried, a body that fails is not. */
  get(request: HttpRequest): Promise<StreamedResponse>;
  /** A response with all of its body, which is retried like the rest. */
  read(request: HttpRequest): Promise<HttpResponse & { bytes: Buffer }>;
  /** Closes connections, writes the cookie jar. */
  close(): Promise<void>;
};

/** A client for tools that ask for some pages rather than for millions of files; `tool` is how it names itself. */
export async function createHttpClient(settings: HttpSettings, tool: string): Promise<HttpClient> {
  const session = await createHttpSession(settings, tool);
  const pauses = new HostPauses();

  /** Attempt after attempt until `take` has made something of a response, or retrying makes no sense any more. */
  const request = async <T>(
    { url: text, method = 'GET', headers, signal, maxBytes = 0 }: HttpRequest,
    take: (response: AttemptResponse, attempts: number, done: () => void) => Promise<T> | T,
  ): Promise<T> => {
    const parsed = parseRequestUrl(text);
    if (parsed instanceof FetchError) throw parsed;
    const rules = headers === undefined ? undefined : toRules(headers);
    const startedMs = performance.now();
    for (let attempts = 1; ; attempts++) {
      await pause(pauses.remaining(parsed.url.host), signal);
      if (signal?.aborted) throw cancelled();
      let waitMs = backoffMs(attempts);
      const isLast = (): boolean =>
        attempts > settings.retries ||
        (settings.retryMaxTimeMs > 0 && performance.now() - startedMs + waitMs > settings.retryMaxTimeMs);
      const limits = createAttemptLimits(signal, settings.totalTimeoutMs);
      try {
        const onStart = limits.watch;
        const response = await followRedirects(session, { ...parsed, method, rules, maxBytes, onStart });
        const { head } = response;
        const askedMs = isRetryableStatus(head.status)
          ? readRetryAfter(head.headers, settings.maxRetryAfterMs)
          : undefined;
        if (askedMs !== undefined) {
          pauses.pause(response.url.host, askedMs);
          waitMs = askedMs;
        }
        if (!isRetryableStatus(head.status) || isLast()) return await take(response, attempts, limits.done);
        response.body.once('close', limits.done);
        discardBody(response.body);
      } catch (thrown) {
        limits.done();
        const error = classifyError(thrown);
        if (!error.retryable || isLast()) throw error;
      }
      await pause(waitMs, signal);
    }
  };

  return {
    get: (wanted) =>
      request(wanted, (response, attempts, done) => {
        const { body } = response;
        body.once('close', done);
        // A HEAD has no body for anybody to read.
        if (wanted.method === 'HEAD') discardBody(body);
        return { ...describe(response, attempts), body, discard: () => discardBody(body) };
      }),
    read: (wanted) =>
      request(wanted, async (response, attempts, done) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response.body) chunks.push(chunk as Buffer);
        done();
        return { ...describe(response, attempts), bytes: Buffer.concat(chunks) };
      }),
    close: () => session.close(),
  };
}

function describe({ head, url, redirects }: AttemptResponse, attempts: number): HttpResponse {
  const headers = collectHeaders(head.headers);
  return { status: head.status, reason: head.reason, headers, url: url.href, redirects, attempts };
}

function toRules(headers: Readonly<Record<string, string>>): HeaderRule[] {
  return Object.entries(headers).map(([name, value]) => {
    const problem = findHeaderProblem(name, value);
    if (problem)
      throw new FetchError(
        'input',
        'bad-header',
        `header ${JSON.stringify(name)}: expected ${problem}`,
        false,
      );
    return { name, value: toWireValue(value) };
  });
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (ms <= 0) return;
  try {
    await sleep(ms, undefined, signal && { signal });
  } catch {
    throw cancelled();
  }
}
