import { Round } from './round.js';

/** What one answer says of its host: it was served, refused for the pace, lost on the way, or it says nothing of these (a 404). */
export type PaceSignal = 'served' | 'refused' | 'lost' | 'neutral';

/** What else is known of an answer. */
export type Answer = {
  startedAtMs: number;
  nowMs: number;
  /** Requests that ran at the time. */
  active: number;
  /** How long the host is left alone because of it. */
  pauseMs: number;
};

/** Once a host has answered at all it gets this many connections; before that, one. */
const afterFirstAnswer = 4;
const smallStep = 1.25;
/** So large a share served is as good as all. */
const clean = 0.96;
/** Who refuses most does not do so by chance. */
const leastLuck = 0.3;
const mostPatience = 16;
/** Of all time, one part in so many may go into pauses after faster paces were tried. */
const pauseWorth = 20;

/**
 * How fast a host is asked: so many requests at a time; less than one is one at a time with rests between. Refusals by
 * themselves say nothing, for a host may refuse at random. They speak against a pace where, at a slower one, a greater part
 * of the requests is served; so another pace is tried for a round now and then, and the better one is kept.
 */
export class HostPace {
  readonly #ceiling: number;
  #kept = new Round(1, 0);
  #tried: Round | undefined;
  /** The share that is served at any pace, as far as is known: the rest is refused at random. */
  #luck = 1;
  /** True until a pace was found too fast: until then it grows with each answer. */
  #isFree = true;
  /** By how much the next faster pace that is tried is faster. */
  #step = 2;
  /** Rounds from one trial to the next, and those that are over. */
  #patience = 0;
  #rounds = 0;
  #isSlowerNext = true;
  /** The slowest pace that has cost a pause of the host, and until when to stay below it. */
  #tooFast = Infinity;
  #tooFastUntilMs = 0;
  #servedInMs = 0;
  /** The most requests that ran in this round, and whether the pace has grown in it. */
  #peak = 0;
  #hasGrown = false;
  #hasAnswered = false;
  /** Whoever only loses requests is asked one at a time, but not with rests between. */
  #hasRefused = false;

  constructor(ceiling: number) {
    this.#ceiling = ceiling;
  }

  /** True where a pace was found too fast. */
  get isLimited(): boolean {
    return !this.#isFree;
  }

  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  get allowed(): number {
    return Math.max(1, Math.floor(this.#round.pace));
  }

  /** The least time between two starts; 0 where there may be several at a time. */
  get spacingMs(): number {
    const { pace } = this.#round;
    return pace >= 1 ? 0 : Math.min(60_000, this.#servedInMs / pace);
  }

  learn(signal: PaceSignal, answer: Answer): void {
    this.#answered(answer.startedAtMs);
    const round = this.#round;
    const isServed = signal === 'served';
    if (signal === 'neutral' || !round.isOf(answer.startedAtMs, isServed)) return;
    if (signal === 'refused') this.#hasRefused = true;
    if (isServed || this.#servedInMs === 0) this.#measure(answer.nowMs - answer.startedAtMs);
    round.count(isServed);
    if (!isServed && answer.pauseMs > 0 && this.#luck > clean) this.#avoid(round.pace, answer);
    // A host that is not kept busy proves nothing about a higher number.
    this.#peak = Math.max(this.#peak, answer.active);
    if (isServed && this.#peak >= this.allowed) this.#grow(1);
    if (this.#tried === undefined) this.#judgeKept(answer.nowMs);
    else if (this.#tried.pace > this.#kept.pace) this.#judgeFaster(this.#tried, answer);
    else this.#judgeSlower(this.#tried, answer.nowMs);
  }

  /** A body flows that is not yet whole: as good as an answer, or large files would go one by one. */
  flow(active: number, startedAtMs: number): void {
    this.#answered(startedAtMs);
    if (active >= this.allowed) this.#grow(3);
  }

  get #round(): Round {
    return this.#tried ?? this.#kept;
  }

  #answered(startedAtMs: number): void {
    if (this.#hasAnswered) return;
    this.#hasAnswered = true;
    this.#kept = new Round(Math.min(afterFirstAnswer, this.#ceiling), startedAtMs);
  }

  #measure(tookMs: number): void {
    this.#servedInMs += (tookMs - this.#servedInMs) / (this.#servedInMs === 0 ? 1 : 8);
  }

  #grow(by: number): void {
    if (!this.#isFree) return;
    this.#hasGrown = this.#kept.pace < this.#ceiling;
    this.#kept.pace = Math.min(this.#ceiling, this.#kept.pace + by);
  }

  /** True where a pace has cost a pause not long ago. */
  #isCostly(nowMs: number): boolean {
    return nowMs < this.#tooFastUntilMs;
  }

  /** Each step above a limit costs a pause: no other for twenty times as long. */
  #avoid(pace: number, { nowMs, pauseMs }: Answer): void {
    this.#tooFast = this.#isCostly(nowMs) ? Math.min(this.#tooFast, pace) : pace;
    this.#tooFastUntilMs = nowMs + pauseWorth * pauseMs;
  }

  #judgeKept(nowMs: number): void {
    const kept = this.#kept;
    if (kept.isBound(leastLuck)) return this.#goBack(nowMs);
    if (!kept.isOver) return;
    const servedAtATime = kept.servedAtATime(this.#servedInMs, nowMs);
    kept.repeat(nowMs);
    this.#luck = Math.max(this.#luck, kept.share);
    this.#rounds += 1;
    const hasGrown = this.#hasGrown;
    this.#hasGrown = false;
    this.#peak = 0;
    if (this.#rounds <= this.#patience || hasGrown) return;
    this.#rounds = 0;
    const isClean = kept.share > clean * this.#luck && !(this.#isCostly(nowMs) && kept.pace >= this.#tooFast);
    if (!isClean && this.#isSlowerNext) this.#trySlower(nowMs, servedAtATime);
    else this.#tryFaster(nowMs);
    this.#isSlowerNext = !this.#isSlowerNext;
  }

  /** More than half are refused: nothing need be tried. */
  #goBack(nowMs: number): void {
    this.#isFree = false;
    this.#trySlower(nowMs);
    if (this.#tried !== undefined) this.#change(this.#tried, nowMs);
  }

  /**
   * Tries what was served, the pauses that refusals cost included: if the host bears no more, none will be refused so. Where
   * there were pauses it may bear far more than that, and the truth lies between.
   */
  #trySlower(nowMs: number, served = this.#kept.servedAtATime(this.#servedInMs, nowMs)): void {
    const { pace, share } = this.#kept;
    const floor = this.#hasRefused ? 0 : 1;
    if (pace <= floor) return;
    const isCostly = this.#isCostly(nowMs);
    const least = Math.min(isCostly ? 400 : 100, Math.ceil(4 / (1 - share)));
    const borne = served > 0 ? served : pace / 4;
    const slower = isCostly ? Math.sqrt(pace * borne) : borne;
    this.#tried = new Round(Math.max(floor, Math.min(0.8 * pace, slower)), nowMs, Math.max(8, least));
  }

  #tryFaster(nowMs: number): void {
    const { pace } = this.#kept;
    const tried = this.#isCostly(nowMs) ? Math.sqrt(pace * this.#tooFast) : pace * this.#step;
    // What is just below a pace that cost a pause is as good.
    if (this.#isCostly(nowMs) && tried < 1.2 * pace) return;
    if (pace < this.#ceiling) this.#tried = new Round(Math.min(this.#ceiling, tried), nowMs);
  }

  #judgeFaster(tried: Round, { nowMs, pauseMs }: Answer): void {
    const enough = (this.#kept.share * (1 + this.#kept.pace / tried.pace)) / 2;
    // Where nothing is refused, what is won must also outweigh the pause.
    if (tried.isBound(enough) || (pauseMs > 0 && this.#kept.isProven(clean))) {
      this.#step = smallStep;
      this.#keepOn(nowMs);
    } else if (tried.isOver) {
      this.#change(tried, nowMs);
    }
  }

  #judgeSlower(tried: Round, nowMs: number): void {
    // Where it is the pace, a slower one is refused hardly at all; by chance that happens one time in twenty.
    const enough = (3 + this.#kept.share) / 4;
    if (tried.isBound(enough - 1e-9)) {
      this.#luck = Math.max(leastLuck, Math.min(this.#kept.share, tried.share));
      this.#tooFastUntilMs = 0;
      this.#keepOn(nowMs);
    } else if (tried.isOver) {
      this.#isFree = false;
      this.#change(tried, nowMs);
    }
  }

  /** The pace that was tried is the better one. */
  #change(tried: Round, nowMs: number): void {
    // What has been right once may be right again.
    if (tried.pace > this.#kept.pace) this.#step = Math.min(2, this.#step ** 2);
    else this.#step = this.#isCostly(nowMs) ? smallStep : 2;
    this.#kept = tried;
    this.#kept.repeat(nowMs);
    this.#tried = undefined;
    this.#patience = this.#rounds = 0;
  }

  /** It is not: it will be some time before the next. */
  #keepOn(nowMs: number): void {
    this.#tried = undefined;
    this.#patience = Math.min(mostPatience, Math.max(1, this.#patience * 2));
    this.#kept.resume(nowMs);
  }
}
