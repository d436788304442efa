import { isOutOfFiles } from '../http/classify-error.js';
import type { FetchError } from '../http/fetch-error.js';
import { monotonicMs } from '../monotonic-ms.js';
import { Alarms } from './alarms.js';
import { findRest, type Rest } from './find-rest.js';
import { hostDown } from './host-down.js';
import type { Host } from './host.js';
import { Hosts } from './hosts.js';
import { interruptedError } from './interrupted-error.js';
import { type Lesson, learnFromResult } from './learn-from-result.js';
import { Line } from './line.js';
import { nextTryInMs } from './retry-rule.js';
import type { SchedulerOptions } from './scheduler-options.js';
import type { Task } from './task.js';
import type { TaskOutcome, TaskResult } from './task-result.js';

/**
 * All that can be had where more could be under way than is; some where hosts compete, because who has how much to do
 * decides who starts; few where one host keeps all going.
 */
export type Appetite = 'all' | 'some' | 'few';

/** Decides which job starts next: each host by its share and as many as it bears, each job until it has an answer. */
export class Scheduler<Job extends Task, Outcome extends TaskOutcome> {
  readonly #options: SchedulerOptions<Job, Outcome>;
  readonly #hosts: Hosts<Job>;
  readonly #line = new Line<Job>();
  readonly #alarms = new Alarms();
  readonly #resting = new Set<Job>();
  #limit: number;
  #active = 0;
  #nextStartMs = 0;
  /** The next start for which an alarm is set. */
  #alarmAtMs = 0;
  #isPumping = false;
  /** As it was when all had started that might. */
  #appetite: Appetite = 'all';
  #isStopping = false;

  constructor(options: SchedulerOptions<Job, Outcome>) {
    this.#options = options;
    this.#limit = options.jobs;
    this.#hosts = new Hosts<Job>(Math.min(options.jobs, options.perHost));
  }

  /** Requests under way. */
  get active(): number {
    return this.#active;
  }

  /** How many more jobs would be of use. */
  get appetite(): Appetite {
    return this.#appetite;
  }

  /** Looks at every host: not for each row. */
  findRest(): Rest | undefined {
    return findRest(this.#hosts.all());
  }

  /** Keeps the starts for one host so far apart, beside all other rules. */
  space(hostName: string, leastMs: number): void {
    this.#hosts.of(hostName).leastSpacingMs = leastMs;
  }

  /** Takes a job; it is answered in any case, sooner or later. */
  add(job: Job): void {
    if (this.#isStopping) return this.#refuse(job, interruptedError());
    this.#enqueue(job);
    this.#pump();
  }

  /** Starts nothing more: what is under way ends by itself, the rest is cancelled. */
  stop(): void {
    this.#isStopping = true;
    this.#alarms.clear();
    const rest = [...[...this.#hosts.all()].flatMap((host) => host.waiting.drain()), ...this.#resting];
    this.#resting.clear();
    for (const job of rest) this.#refuse(job, interruptedError());
  }

  #enqueue(job: Job, isFirst = false): void {
    const host = this.#hosts.of(job.url.host);
    if (!host.breaker.admits(monotonicMs())) return this.#turnAway(job, host);
    if (host.waiting.length === 0) this.#line.join(host);
    if (isFirst) host.waiting.unshift(job);
    else host.waiting.push(job);
    this.#lineUp(host);
  }

  #lineUp(host: Host<Job>): void {
    if (host.isInLine || host.waiting.length === 0 || host.active >= host.pace.allowed) return;
    host.isInLine = true;
    this.#line.push(host);
  }

  /** Starts what may start. Attempts that end at once come back here, hence the guard. */
  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    while (this.#active < this.#limit && !this.#waitsForRate()) {
      const host = this.#line.shift();
      if (host === undefined) break;
      host.isInLine = false;
      if (host.active >= host.pace.allowed || this.#waitsForHost(host)) continue;
      const job = host.waiting.shift();
      if (job !== undefined) this.#start(host, job);
      this.#lineUp(host);
    }
    this.#isPumping = false;
    this.#appetite = this.#active < this.#limit ? 'all' : this.#line.length > 1 ? 'some' : 'few';
    if (this.#appetite === 'all') this.#options.ask();
  }

  #waitsForRate(): boolean {
    if (this.#options.intervalMs === 0 || this.#line.length === 0) return false;
    if (monotonicMs() >= this.#nextStartMs) return false;
    // One alarm a moment, not one for each job that is added until then.
    if (this.#alarmAtMs !== this.#nextStartMs) {
      this.#alarmAtMs = this.#nextStartMs;
      this.#alarms.set(this.#nextStartMs, () => this.#pump());
    }
    return true;
  }

  #waitsForHost(host: Host<Job>): boolean {
    if (host.notBeforeMs === 0 || monotonicMs() >= host.notBeforeMs) return false;
    if (!host.hasAlarm) {
      host.hasAlarm = true;
      this.#alarms.set(host.notBeforeMs, () => {
        host.hasAlarm = false;
        this.#lineUp(host);
        this.#pump();
      });
    }
    return true;
  }

  #start(host: Host<Job>, job: Job): void {
    const { intervalMs, perHostIntervalMs, start } = this.#options;
    const now = monotonicMs();
    if (intervalMs > 0) this.#nextStartMs = Math.max(this.#nextStartMs, now - intervalMs) + intervalMs;
    const spacingMs = Math.max(perHostIntervalMs, host.pace.spacingMs, host.leastSpacingMs);
    if (spacingMs > 0) host.notBeforeMs = Math.max(host.notBeforeMs, now + spacingMs);
    if (job.startedAtMs === 0) job.startedAtMs = now;
    job.attempts += 1;
    job.isSecondLook = host.isSilent;
    host.uncounted += 1;
    host.active += 1;
    this.#active += 1;
    start(
      job,
      (result) => this.#finished(host, job, result),
      () => this.#flows(host),
    );
  }

  #flows(host: Host<Job>): void {
    host.pace.flow(host.active, monotonicMs());
    this.#lineUp(host);
    this.#pump();
  }

  #finished(host: Host<Job>, job: Job, result: TaskResult<Outcome>): void {
    job.triedMs += monotonicMs() - result.startedAtMs;
    const active = host.active;
    host.active -= 1;
    this.#active -= 1;
    const { error } = result.outcome;
    if (error !== undefined && isOutOfFiles(error.code) && !this.#isStopping) this.#slowDown(job);
    else {
      const lesson = learnFromResult(host, result, { active, isFirst: job.failures === 0 });
      if (lesson.hasGoneDown) this.#refuseWaiting(host);
      if (error === undefined) this.#answer(job, result.outcome);
      else this.#retryOrAnswer(host, job, result, lesson);
    }
    this.#lineUp(host);
    this.#pump();
  }

  #retryOrAnswer(
    host: Host<Job>,
    job: Job,
    { outcome, isHeldUp }: TaskResult<Outcome>,
    lesson: Lesson,
  ): void {
    const waitMs = this.#isStopping
      ? undefined
      : nextTryInMs(job, outcome, { host, ...lesson, isHeldUp }, this.#options);
    if (waitMs === undefined) return this.#answer(job, outcome);
    // Behind the others: one that is refused again and again for the pace would be given up before them.
    if (waitMs === 0) return this.#enqueue(job);
    this.#rest(job, monotonicMs() + waitMs);
  }

  /** Lets a job wait without holding a slot; one whose wait belongs to its host goes back into its queue at once. */
  #rest(job: Job, untilMs: number): void {
    if (untilMs <= monotonicMs()) return this.#enqueue(job, true);
    this.#resting.add(job);
    this.#alarms.set(untilMs, () => {
      this.#resting.delete(job);
      this.#enqueue(job, true);
      this.#pump();
    });
  }

  /** A job for a host that is down: one waits for the moment of the next probe, the others are answered. */
  #turnAway(job: Job, host: Host<Job>): void {
    const { breaker } = host;
    if (job.attempts > 0 && breaker.takeProbe()) return this.#rest(job, breaker.probeAtMs);
    this.#refuse(job, hostDown(host.name));
  }

  #refuseWaiting(host: Host<Job>): void {
    for (const job of host.waiting.drain()) this.#turnAway(job, host);
  }

  /** Out of file descriptors: fewer at a time from now on, and the job again as if nothing had been. */
  #slowDown(job: Job): void {
    this.#limit = Math.max(1, Math.min(this.#limit - 1, this.#active));
    job.attempts -= 1;
    this.#rest(job, monotonicMs() + 100);
  }

  #refuse(job: Job, error: FetchError): void {
    this.#answer(job, this.#options.refuse(error));
  }

  #answer(job: Job, outcome: Outcome): void {
    const mirror =
      outcome.error === undefined || this.#isStopping ? undefined : this.#options.takeMirror?.(job);
    if (mirror !== undefined) {
      job.url = mirror;
      job.failures = 0;
      return this.#enqueue(job);
    }
    this.#options.answer(job, outcome);
  }
}
