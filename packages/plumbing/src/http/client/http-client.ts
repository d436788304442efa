import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import type { HttpSettings } from '../../http-settings.js';
import { cancelled, createAttemptLimits } from './attempt-limits.js';
import { type Referral, Trail } from '../attempt/trail.js';
import type { ResponseHead } from '../exchange.js';
import { classifyError } from '../classify-error.js';
import { FetchError } from '../fetch-error.js';
import { type AttemptResponse, followRedirects } from './follow-redirects.js';
import type { HeaderRule } from '../headers/header-rule.js';
import { findHeaderProblem, toWireValue } from '../headers/header-syntax.js';
import { HostPauses } from './host-pauses.js';
import { createHttpSession } from './http-session.js';
import { parseRequestUrl } from '../attempt/request-url.js';
import { collectHeaders } from '../headers/response-headers.js';
import { readRetryAfter } from '../headers/retry-after.js';
import { RetryBudget } from './retry-budget.js';
import { isRetryableStatus } from '../attempt/status.js';

export type HttpRequest = {
  url: string;
  method?: 'GET' | 'HEAD';
  /** Beside and before those of the settings. */
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** The most that the decoded body may be. */
  maxBytes?: number;
  /** The page that names this URL: credentials and address guard treat it as a redirect from there. */
  from?: Referral | undefined;
};

/** A response whatever its status, once retries have not helped. */
export type HttpResponse = {
  status: number;
  reason: string;
  /** By lower-case name, repeated ones joined by ', '. */
  headers: ReadonlyMap<string, string>;
  /** Where it came from in the end, without userinfo. */
  url: string;
  redirects: readonly string[];
  attempts: number;
  /** For a request to what this response names. */
  referral: Referral;
};

/** Streams a body: read it to its end or call discard. It fails with a FetchError. */
export type StreamedResponse = HttpResponse & { body: Readable; discard(): void };

export type HttpClient = {
  /** A response at its head. Throws a FetchError; what failed before the body was retried, a body that fails is not. */
  get(request: HttpRequest): Promise<StreamedResponse>;
  /** A response with all of its body, which is retried like the rest. */
  read(request: HttpRequest): Promise<HttpResponse & { bytes: Buffer }>;
  /** Closes connections, writes the cookie jar. */
  close(): void;
};

/** A client for tools that ask for some pages rather than for millions of files; `tool` is how it names itself. */
export async function createHttpClient(settings: HttpSettings, tool: string): Promise<HttpClient> {
  const session = await createHttpSession(settings, tool);
  const pauses = new HostPauses();

  /** Undefined where the response is to be taken, else how long to wait before the next attempt. */
  const judge = (
    { status, headers }: ResponseHead,
    host: string,
    budget: RetryBudget,
  ): number | undefined => {
    if (!isRetryableStatus(status)) return undefined;
    const askedMs = readRetryAfter(headers, settings.maxRetryAfterMs);
    if (askedMs !== undefined) pauses.pause(host, askedMs);
    return budget.next(askedMs);
  };

  /** Attempt after attempt until `take` has made something of a response, or trying again makes no sense any more. */
  const request = async <T>(
    { url: text, method = 'GET', headers, signal, maxBytes = 0, from }: HttpRequest,
    take: (response: AttemptResponse, found: HttpResponse, done: () => void) => Promise<T> | T,
  ): Promise<T> => {
    const url = parseRequestUrl(text);
    if (url instanceof FetchError) throw url;
    const rules = headers === undefined ? undefined : toRules(headers);
    const budget = new RetryBudget(settings);
    for (;;) {
      await pause(pauses.remaining(url.host), signal);
      if (signal?.aborted) throw cancelled();
      const { watch: onStart, done } = createAttemptLimits(signal, settings.totalTimeoutMs);
      let waitMs: number | undefined;
      try {
        const trail = new Trail(url, from);
        const response = await followRedirects(session, trail, { method, rules, maxBytes, onStart });
        waitMs = judge(response.head, trail.url.host, budget);
        if (waitMs === undefined)
          return await take(response, describe(response, trail, budget.attempts), done);
        response.body.once('close', done);
        response.discard();
      } catch (thrown) {
        done();
        const error = classifyError(thrown);
        waitMs = error.retryable ? budget.next() : undefined;
        if (waitMs === undefined) throw error;
      }
      await pause(waitMs, signal);
    }
  };

  return {
    get: (wanted) =>
      request(wanted, ({ body, discard }, found, done) => {
        body.once('close', done);
        // A HEAD has no body for anybody to read.
        if (wanted.method === 'HEAD') discard();
        return { ...found, body, discard };
      }),
    read: (wanted) =>
      request(wanted, async ({ body }, found, done) => {
        const chunks: Buffer[] = [];
        for await (const chunk of body) chunks.push(chunk as Buffer);
        done();
        return { ...found, bytes: Buffer.concat(chunks) };
      }),
    close: () => session.close(),
  };
}

function describe({ head }: AttemptResponse, trail: Trail, attempts: number): HttpResponse {
  return {
    status: head.status,
    reason: head.reason,
    headers: collectHeaders(head.headers),
    url: trail.url.href,
    redirects: trail.redirects,
    attempts,
    referral: trail.referral,
  };
}

function toRules(headers: Readonly<Record<string, string>>): HeaderRule[] {
  return Object.entries(headers).map(([name, value]) => {
    const problem = findHeaderProblem(name, value);
    if (problem)
      throw new FetchError('input', 'bad-header', `header ${JSON.stringify(name)}: expected ${problem}`);
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
