import { type ErrorKind, monotonicMs } from '@fetchutils/plumbing';
import {
  classifyError,
  FetchError,
  findHeader,
  findHeaders,
  type HttpSession,
  httpStatusError,
  type OnceResponse,
  readRetryAfter,
  requestOnce,
} from '@fetchutils/plumbing/http';
import type { TaskResult } from '@fetchutils/plumbing/schedule';

import { failureOf } from '../page-failure.js';
import { accepted } from '../pages/page-fetcher.js';
import type { PageSource } from '../pages/page-source.js';
import { withinTime } from '../pages/within-time.js';
import type { CrawlOutcome, CrawlTask } from './crawl-task.js';
import type { FoundPage } from './found-page.js';
import { isPageType } from './is-page-type.js';
import { mostRobotsBytes } from './robots.js';

export type AttemptParts = {
  session: HttpSession;
  signal: AbortSignal;
  /** What a body may take; 0 is no limit. */
  timeoutMs: number;
  /** Reads a page, and throws its failure; `hasPrinted` hears that rows are out, so that it must not be read again. */
  read(
    page: FoundPage,
    source: PageSource & { robots: string | undefined },
    hasPrinted: () => void,
  ): Promise<void>;
};

type Result = TaskResult<CrawlOutcome>;

/** Makes one attempt at a page or a robots.txt, and reads it. Throws what is no fault of the page. */
export async function attemptPage(task: CrawlTask, parts: AttemptParts): Promise<Result> {
  const startedAtMs = monotonicMs();
  const result = (outcome: CrawlOutcome, hasAnswer: boolean, retryAfterMs?: number): Result => ({
    ...{ outcome, hasAnswer, retryAfterMs, isHeldUp: false, startedAtMs },
  });
  const { session, signal } = parts;
  let response: OnceResponse;
  try {
    response = await requestOnce(session, {
      ...{ url: task.url.href, from: task.from, signal },
      accept: task.page === undefined ? '*/*' : accepted,
    });
  } catch (thrown) {
    return result({ error: classifyError(thrown) }, false);
  }
  const { head, next, referral } = response;
  const { status } = head;
  if (next !== undefined || status < 200 || status > 299) {
    response.discard();
    if (next instanceof FetchError) return result({ status, error: next }, true);
    if (next !== undefined) return result({ status, next, referral }, true);
    const waitMs = readRetryAfter(head.headers, session.settings.maxRetryAfterMs);
    return result({ status, error: httpStatusError(status, head.reason) }, true, waitMs);
  }
  const type = findHeader(head.headers, 'content-type');
  if (task.page !== undefined && !isPageType(type)) {
    response.discard();
    return result({ status, isOther: true }, true);
  }
  let hasPrinted = false;
  try {
    const chunks = withinTime(response.body, parts.timeoutMs);
    if (task.page === undefined) return result({ status, text: await readStart(chunks) }, true);
    const source = {
      ...{ name: referral.url.href, url: referral.url.href, chunks, referral, type },
      links: findHeader(head.headers, 'link'),
      robots: findHeaders(head.headers, 'x-robots-tag').join(','),
    };
    await parts.read(task.page, source, () => (hasPrinted = true));
    return result({ status }, true);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure === undefined) throw thrown;
    const error = new FetchError(failure.kind as ErrorKind, failure.code, failure.message);
    // Rows that are out cannot be taken back.
    return result({ status, error, isFinal: hasPrinted }, true);
  } finally {
    response.body.destroy();
  }
}

async function readStart(chunks: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= mostRobotsBytes) break;
  }
  return Buffer.concat(parts).toString('utf8', 0, mostRobotsBytes);
}
