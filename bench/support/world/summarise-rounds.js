import { median } from '../median.js';
import { boundOfWorld, usefulSlotSeconds } from './bound-of-world.js';
import { isAlive } from './plan-world.js';

/** The figures of one run beside what its web allows. */
export function judgeRun(figures, { hosts, terms }) {
  const { seconds, files, foundAt } = figures;
  const obtainable = hosts.filter(isAlive).reduce((sum, { urls, missing }) => sum + urls - missing, 0);
  return {
    ...figures,
    ratio: seconds / boundOfWorld(hosts, terms).seconds,
    missed: obtainable - files,
    wasted: Math.max(0, seconds - usefulSlotSeconds(hosts) / terms.jobs),
    nearlyAllAt: foundAt[Math.ceil(0.99 * obtainable) - 1] ?? Infinity,
  };
}

/** The rounds of one program as a row of the table: medians, but for what went wrong, which is the worst of all. */
export function summariseRounds(name, runs) {
  const of = (figure) => median(runs.map((run) => run[figure]));
  const worst = (figure) => Math.max(...runs.map((run) => run[figure]));
  // Of runs that were stopped only this is known.
  const least = runs.filter(({ isCut }) => isCut).length * 2 > runs.length ? '> ' : '';
  const all = runs.map(({ seconds }) => seconds.toFixed(0)).join(' ');
  const nearlyAllAt = of('nearlyAllAt');
  return [
    name,
    `${least}${of('seconds').toFixed(1)}`,
    runs.length > 1 ? all : '',
    `${least}${of('ratio').toFixed(2)}x`,
    median(runs.map(({ files, seconds }) => files / seconds)).toFixed(0),
    `${least}${of('wasted').toFixed(1)}`,
    Number.isFinite(nearlyAllAt) ? nearlyAllAt.toFixed(1) : 'never',
    ...[worst('missed'), worst('tooMany'), worst('duringPause')],
    ...[of('cpuSeconds').toFixed(2), worst('peakMb').toFixed(0)],
  ];
}
