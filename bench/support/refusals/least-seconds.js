import { isUnlucky } from './chance.js';

/**
 * The least time that a host's rule allows: its limit, or so many answers at a time; and each file, asked for in its turn, rests
 * for as long as each of its refusals says.
 */
export function leastSeconds(rule, { jobs, latencySeconds }) {
  const { rows, perSecond, burst, atATime, retryAfter = 0 } = rule;
  if (perSecond !== undefined) return (rows - burst) / perSecond;
  const work = (rows * latencySeconds) / (atATime ?? jobs);
  const ends = Array.from(
    { length: rows },
    (_, file) => (file / rows) * work + refusals(rule, file) * retryAfter,
  );
  return Math.max(work, ...ends);
}

function refusals(rule, file) {
  let nth = 0;
  while (isUnlucky(rule, file, nth)) nth += 1;
  return nth;
}
