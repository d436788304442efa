import { FetchError } from '../fetch-error.js';

/** The slowest that a body may come: this many bytes a second, averaged over this long; 0 bytes is no floor. */
export type SpeedFloor = { bytesPerSecond: number; overMs: number };

/** Watches one body: told of every chunk, it answers with an error once a whole stretch was too slow. */
export function watchSpeed(
  { bytesPerSecond, overMs }: SpeedFloor,
  startMs: number,
): (bytes: number, nowMs: number) => FetchError | undefined {
  let since = startMs;
  let received = 0;
  return (bytes, nowMs) => {
    received += bytes;
    const elapsedMs = nowMs - since;
    if (elapsedMs < overMs) return undefined;
    if (received * 1000 < bytesPerSecond * elapsedMs) {
      const speed = Math.floor((received * 1000) / elapsedMs);
      const message = `${speed} bytes a second over ${Math.round(elapsedMs / 1000)} s, below the floor of ${bytesPerSecond}`;
      return new FetchError('timeout', 'too-slow', message);
    }
    since = nowMs;
    received = 0;
    return undefined;
  };
}
