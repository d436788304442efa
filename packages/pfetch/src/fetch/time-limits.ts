import { monotonicMs } from '@fetchutils/plumbing';
import { FetchError, type HttpSettings, watchSpeed } from '@fetchutils/plumbing/http';

/** How long an attempt may take in all, and how slow its body may be. */
export class TimeLimits {
  readonly startedAtMs = monotonicMs();
  readonly #http: HttpSettings;
  #speed: { watch: ReturnType<typeof watchSpeed>; bytes: number } | undefined;
  #bytesAtTick: number | undefined;
  #hasFlowed = false;

  constructor(http: HttpSettings) {
    this.#http = http;
  }

  /**
   * What speaks against going on; `flows` once, when the body has gone on between two ticks: one that stalls after its
   * beginning proves nothing. `bytes` is how much of it has come, where it has begun.
   */
  judge(nowMs: number, bytes: number | undefined): FetchError | 'flows' | undefined {
    const { totalTimeoutMs } = this.#http;
    if (totalTimeoutMs > 0 && nowMs - this.startedAtMs > totalTimeoutMs)
      return new FetchError('timeout', 'total-timeout', `not complete within ${totalTimeoutMs / 1000} s`);
    if (bytes === undefined) return undefined;
    const problem = this.#judgeSpeed(nowMs, bytes);
    if (problem !== undefined || this.#hasFlowed) return problem;
    this.#hasFlowed = this.#bytesAtTick !== undefined && bytes > this.#bytesAtTick;
    this.#bytesAtTick = bytes;
    return this.#hasFlowed ? 'flows' : undefined;
  }

  #judgeSpeed(nowMs: number, bytes: number): FetchError | undefined {
    const { speedFloor } = this.#http;
    if (speedFloor.bytesPerSecond === 0) return undefined;
    // Made at the first tick: most bodies are complete before it.
    this.#speed ??= { watch: watchSpeed(speedFloor, nowMs), bytes };
    const problem = this.#speed.watch(bytes - this.#speed.bytes, nowMs);
    this.#speed.bytes = bytes;
    return problem;
  }
}
