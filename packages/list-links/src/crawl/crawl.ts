import { quote } from '@fetchutils/plumbing';
import { FetchError, type Login, takeLogin } from '@fetchutils/plumbing/http';
import { newTask, paceSettings, Scheduler, type TaskResult } from '@fetchutils/plumbing/schedule';

import { type Failure, PageFailure } from '../page-failure.js';
import type { BadRequest, PageRequest } from '../pages/page-request.js';
import { attemptPage, type AttemptParts } from './attempt-page.js';
import { beginningOf } from './beginning-of.js';
import type { CrawlOutcome, CrawlTask } from './crawl-task.js';
import { Findings } from './findings.js';
import type { CrawlParts } from './crawl-parts.js';
import { carriedBy, type FoundPage, nameOf, referralOf } from './found-page.js';
import { readCrawledPage } from './read-crawled-page.js';
import { mostRobotsHops, Robots, rulesWithout } from './robots.js';
import { readRobotsRules, type RobotsRules } from './robots-rules.js';

/** Pages that are under way or wait for their turn at a time, so that other hosts proceed while one is slow. */
const mostOpen = 500;

/** Reads pages and those that they lead to, breadth first, each once: as many links away as --depth says. */
export class Crawl {
  readonly #parts: CrawlParts;
  readonly #findings: Findings;
  readonly #scheduler: Scheduler<CrawlTask, CrawlOutcome>;
  readonly #robots: Robots<CrawlTask>;
  readonly #logins = new Map<string, Login>();
  #level = 0;
  #next: FoundPage | undefined;
  #begun: number;
  #open = 0;
  #forbidden = 0;
  #isFilling = false;
  #isFull = false;
  #isStopped = false;
  #hasFailed = false;
  #failure: Error | undefined;
  #end: (() => void) | undefined;

  constructor(parts: CrawlParts) {
    const { io, options, session, scope } = parts;
    this.#parts = parts;
    this.#findings = new Findings(options.journal, scope);
    this.#begun = this.#findings.frontier.readBefore;
    this.#robots = new Robots((origin, { from }) => this.#askRobots(origin, from));
    this.#scheduler = new Scheduler({
      ...paceSettings(options, session.settings),
      start: (task, done) => this.#attempt(task, done),
      answer: (task, outcome) =>
        void this.#answer(task, outcome).catch((error: unknown) => this.#fail(error)),
      refuse: (error) => ({ error }),
      ask: () => this.#fill(),
    });
    io.signal.addEventListener('abort', () => this.#stop());
  }

  /** Takes a page to begin with. */
  async take(request: PageRequest | BadRequest): Promise<void> {
    if ('problem' in request) {
      const { line, problem: message, carried } = request;
      this.#hasFailed = true;
      const failure = { kind: 'input', code: 'bad-line', message, retryable: false };
      return this.#parts.rows.failure({ line }, carried, failure);
    }
    const { name, carried } = request;
    const parsed = beginningOf(request);
    if (parsed instanceof PageFailure) return this.#tell(name, carried, parsed);
    const { url: bare, login } = takeLogin(parsed);
    if (login !== undefined) this.#logins.set(bare.origin, login);
    parsed.hash = bare.hash = '';
    this.#findings.begin(parsed, bare.href, carried);
  }

  /** Settles when there is no more to read; false where a page has failed. */
  async run(): Promise<boolean> {
    const ended = new Promise<void>((resolve) => (this.#end = resolve));
    this.#fill();
    await ended;
    this.#findings.frontier.close();
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#forbidden > 0)
      this.#parts.io.stderr.say(
        `left out what robots.txt forbids (${this.#forbidden} page${this.#forbidden === 1 ? '' : 's'}); --ignore-robots reads it`,
      );
    return !this.#hasFailed;
  }

  /** Begins with as many pages as are of use; those of one depth are done before the next begins, so that the first way to a page is a shortest. */
  #fill(): void {
    if (this.#isFilling || this.#end === undefined) return;
    this.#isFilling = true;
    while (!this.#isStopped && !this.#isFull && this.#open < mostOpen) {
      this.#next ??= this.#findings.frontier.take();
      if (this.#next === undefined || (this.#next.depth > this.#level && this.#open > 0)) break;
      if (this.#begun >= (this.#parts.options.maxPages ?? Infinity)) {
        this.#parts.io.stderr.say(`stopped after ${this.#begun} pages; --max-pages allows more`);
        this.#isFull = true;
        break;
      }
      const page = this.#next;
      this.#next = undefined;
      this.#level = page.depth;
      this.#begin(page);
    }
    this.#isFilling = false;
    if (this.#open === 0 && (this.#isStopped || this.#isFull || this.#next === undefined)) this.#end();
  }

  #begin(page: FoundPage): void {
    this.#open += 1;
    this.#begun += 1;
    const url = new URL(page.found);
    const from = referralOf(page, (origin) => this.#logins.get(origin));
    this.#go({ ...newTask(url), page, origin: url.origin, from, hops: [] });
  }

  /** Asks for a page, if robots.txt allows it. */
  #go(task: CrawlTask): void {
    const { url } = task;
    if (this.#parts.options.ignoreRobots) return this.#scheduler.add(task);
    const rules = this.#robots.rulesFor(url.origin, task);
    if (rules !== undefined) this.#goBy(rules, task);
  }

  #goBy(rules: RobotsRules, task: CrawlTask): void {
    const { url, page } = task;
    if (rules.allows(url.pathname + url.search)) {
      if (rules.delayMs > 0) this.#scheduler.space(url.host, rules.delayMs);
      return this.#scheduler.add(task);
    }
    this.#forbidden += 1;
    const why = 'robots.txt forbids it; --ignore-robots reads it all the same';
    // What the user has named is not left out without a word.
    if (page?.depth === 0) void this.#close(task, new PageFailure('policy', 'robots', why));
    else void this.#close(task, undefined);
  }

  /** By the rules for the page that waits for it first: guard and credentials are not lifted for it. */
  #askRobots(origin: string, from: CrawlTask['from']): void {
    this.#scheduler.add({
      ...newTask(new URL('/robots.txt', origin)),
      ...{ page: undefined, origin, from, hops: [] },
    });
  }

  #attempt(task: CrawlTask, done: (result: TaskResult<CrawlOutcome>) => void): void {
    const { io, options, session, settings, rows, depth } = this.#parts;
    const obeys = !options.ignoreRobots;
    const read: AttemptParts['read'] = (page, source, hasPrinted) =>
      readCrawledPage(page, source, { settings, rows, findings: this.#findings, depth, obeys }, hasPrinted);
    attemptPage(task, { session, signal: io.signal, timeoutMs: options.timeout, read }).then(
      done,
      (error: unknown) => this.#fail(error),
    );
  }

  async #answer(task: CrawlTask, outcome: CrawlOutcome): Promise<void> {
    if (task.page === undefined) return this.#learn(task, outcome);
    const { error, next } = outcome;
    if (error !== undefined || next === undefined) return this.#close(task, error);
    const refused = this.#follow(task, task.page, next, outcome);
    if (refused !== undefined) await this.#close(task, refused === 'elsewhere' ? undefined : refused);
  }

  /** Goes on where a page was redirected to, by the rules for all pages; undefined where it does. */
  #follow(
    task: CrawlTask,
    page: FoundPage,
    next: URL,
    { referral }: CrawlOutcome,
  ): FetchError | 'elsewhere' | undefined {
    const { session } = this.#parts;
    const target = this.#findings.targetOf(next, page, task.url);
    if (target === undefined) return 'elsewhere';
    if (task.hops.length >= session.settings.maxRedirects)
      return new FetchError('redirect', 'too-many', `more than ${session.settings.maxRedirects} redirects`);
    // A server may lead back to see whether its cookie came along.
    const isBack = target === page.found || task.hops.includes(target);
    if (isBack && session.cookies === undefined)
      return new FetchError('redirect', 'loop', `redirected in a loop, back to ${quote(target)}`);
    if (!isBack && !this.#findings.isNew(target)) return 'elsewhere';
    this.#redirect(task, new URL(target), referral);
    this.#go(task);
    return undefined;
  }

  #redirect(task: CrawlTask, url: URL, referral: CrawlTask['from']): void {
    task.hops.push(url.href);
    task.url = url;
    task.from = referral;
    task.failures = task.postponements = 0;
  }

  #learn(task: CrawlTask, { next, referral, text, error, status }: CrawlOutcome): void {
    if (next !== undefined && task.hops.length < mostRobotsHops) {
      this.#redirect(task, next, referral);
      return this.#scheduler.add(task);
    }
    const { io, product } = this.#parts;
    const rules = text === undefined ? rulesWithout(status, error) : readRobotsRules(text, product);
    if (text === undefined && !rules.allows('/') && !io.signal.aborted)
      io.stderr.say(
        quote(`${task.origin}/robots.txt`),
        `${error?.message ?? ''}; nothing is read there until it can be had, or with --ignore-robots`,
      );
    for (const waiting of this.#robots.learn(task.origin, rules)) this.#goBy(rules, waiting);
  }

  /** Has the last word on a page. */
  async #close(task: CrawlTask, failure: Failure | undefined): Promise<void> {
    const { rows, options, io } = this.#parts;
    const { page, url } = task;
    if (page !== undefined && !io.signal.aborted && !(this.#isStopped && failure?.kind === 'cancelled')) {
      if (failure !== undefined) await this.#tell(nameOf(page), carriedBy(page), failure);
      else {
        // What is on record as read has been printed.
        if (options.journal !== undefined) await rows.flush();
        const final = task.hops.length === 0 ? {} : { final: url.href };
        this.#findings.frontier.finish({ read: page.found, ...final });
      }
    }
    this.#open -= 1;
    this.#fill();
  }

  async #tell(page: string, carried: string, error: Failure): Promise<void> {
    this.#hasFailed = true;
    const { kind, code, message, retryable } = error;
    await this.#parts.rows.failure({ page }, carried, { kind, code, message, retryable });
  }

  #fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
    this.#stop();
    this.#open = 0;
    this.#end?.();
  }

  #stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#scheduler.stop();
  }
}
