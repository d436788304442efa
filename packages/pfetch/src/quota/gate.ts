import { type Messages, quote } from '@fetchutils/plumbing';

import { Queue } from '@fetchutils/plumbing';
import type { Job } from '../row/job.js';
import type { Quotas, Woken } from './quotas.js';

export type GateParts = {
  quotas: Quotas;
  stderr: Messages;
  /** Where the file of a job would be. */
  pathOf(job: Job): string;
  /** Takes a job that has its places. */
  go(job: Job): void;
  /** Takes a job for which there is no place and will be none. */
  refuse(job: Job): void;
  /** Takes the jobs under way that have lost their place to files that were here already. */
  endOverbooked(): void;
  /** Hears that no row to come can be of use. */
  complete(): void;
};

/** Lets jobs through as the quotas allow, those that have waited in their order. */
export class Gate {
  readonly #parts: GateParts;
  readonly #woken = new Queue<Woken>();
  #isWaking = false;
  #hasWarned = false;

  constructor(parts: GateParts) {
    this.#parts = parts;
  }

  /** Takes a job, which goes, is refused, or waits until one of these. */
  admit(job: Job): void {
    const { quotas, pathOf } = this.#parts;
    this.#warnIfLimitless(job);
    const admission = quotas.admit(job, pathOf(job));
    if (admission !== 'waits') this.#send({ job, admission });
  }

  /** Takes a job that had its places and was not started: another class may still want its file. */
  admitAgain(job: Job): void {
    this.wake(this.#parts.quotas.settle(job, undefined));
    this.admit(job);
  }

  /** Lets those go on who have waited. One after the other and not one within the other: on a dead host each answer wakes the next, thousands deep. */
  wake(woken: readonly Woken[]): void {
    for (const one of woken) this.#woken.push(one);
    if (this.#isWaking) return;
    this.#isWaking = true;
    for (let next = this.#woken.shift(); next !== undefined; next = this.#woken.shift()) this.#send(next);
    this.#isWaking = false;
    if (this.#parts.quotas.takeOverbooking()) this.#parts.endOverbooked();
    this.closeIfComplete();
  }

  /** Tells the rows that wait for a full class, once so many rows wait: when all do, no place will be given back. */
  releaseSpares(parkedAtLeast: number): void {
    const { quotas, refuse } = this.#parts;
    if (quotas.parked === 0 || quotas.parked < parkedAtLeast) return;
    for (const job of quotas.drainFull()) refuse(job);
  }

  /** Tells when every value that was announced is full. */
  closeIfComplete(): void {
    if (this.#parts.quotas.isComplete) this.#parts.complete();
  }

  #send({ job, admission }: Woken): void {
    if (admission === 'goes') this.#parts.go(job);
    else this.#parts.refuse(job);
  }

  /** A field that is misspelt would be a quota without effect. */
  #warnIfLimitless({ row, line }: Job): void {
    const field = this.#hasWarned ? undefined : this.#parts.quotas.fieldMissingIn(row);
    if (field === undefined) return;
    this.#hasWarned = true;
    this.#parts.stderr.say(
      `--quota ${quote(field)}`,
      `line ${line} has no such field; rows without it are fetched without limit`,
    );
  }
}
