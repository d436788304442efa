import { Roster } from '@fetchutils/plumbing';
import type { FetchError, Ticking } from '@fetchutils/plumbing/http';

import type { Job } from '../row/job.js';
import type { AttemptResult } from '../row/attempt-result.js';
import { Attempt, type AttemptListener } from './attempt.js';
import type { AttemptSetting } from './attempt-setting.js';
import { fetchDataUrl } from './fetch-data-url.js';
import { Divisions } from './split/divisions.js';
import { PieceAttempt } from './split/piece-attempt.js';

/** The bodies of a run: what has come of all of them, and how far those are that are under way. */
export type Flow = {
  /** Bytes that have come in this run, whatever became of them. */
  received: number;
  /** Bytes that are there of the bodies under way, and how long those are together whose length is known. */
  there: number;
  length: number;
  /** How many those are. */
  measured: number;
};

/** The attempts under way, which share one place at the ticker: two of their own cost 0.3 us a file. */
export class Attempts implements Ticking {
  readonly #setting: AttemptSetting;
  readonly #underWay = new Roster<Attempt | PieceAttempt>();
  readonly divisions: Divisions;
  /** Bytes of the attempts that have ended. */
  #received = 0;

  constructor(setting: AttemptSetting) {
    this.#setting = setting;
    this.divisions = new Divisions(setting);
  }

  /** Starts one; `done` is called once, and `flows` before it where a body takes its time. */
  start(job: Job, done: (result: AttemptResult) => void, flows: () => void): void {
    if (job.url.protocol === 'data:') return fetchDataUrl(job, this.#setting, done);
    const division = this.divisions.of(job);
    if (division?.isOver === true) return done(division.tellLate(job));
    const heard: AttemptListener = {
      flows,
      goesOnAs: (piece) => {
        this.#underWay.delete(attempt);
        this.#underWay.add((attempt = piece));
      },
      done: (result) => {
        this.#underWay.delete(attempt);
        this.#received += attempt.received;
        if (this.#underWay.size === 0) this.#setting.ticker.remove(this);
        done(result);
      },
    };
    let attempt: Attempt | PieceAttempt =
      division === undefined
        ? new Attempt(job, this.#setting, this.divisions, heard)
        : new PieceAttempt(job, division, this.#setting, heard);
    if (this.#underWay.size === 0) this.#setting.ticker.add(this);
    this.#underWay.add(attempt);
    attempt.begin();
  }

  /** Looks at every body under way: not for each row. */
  measureFlow(): Flow {
    const flow = { received: this.#received, there: 0, length: 0, measured: 0 };
    for (const attempt of this.#underWay) {
      flow.received += attempt.received;
      const body = attempt instanceof Attempt ? attempt.body : undefined;
      flow.there += body?.bytes ?? 0;
      flow.length += body?.length ?? 0;
      if (body?.length !== undefined) flow.measured += 1;
    }
    for (const { body } of this.divisions) {
      flow.there += body.ranges.bytes;
      flow.length += body.length;
      flow.measured += 1;
    }
    return flow;
  }

  tick(nowMs: number): void {
    for (const attempt of this.#underWay) attempt.tick(nowMs);
  }

  /** Ends all of them, or those of some jobs. */
  abort(error: FetchError, isMeant: (job: Job) => boolean = () => true): void {
    this.divisions.abort(error, isMeant);
    for (const attempt of this.#underWay)
      if (attempt instanceof Attempt && isMeant(attempt.job)) attempt.abort(error);
  }
}
