import { isAlive } from './plan-world.js';

/**
 * The least time that this web allows, in seconds: for each host its requests x latency / what it works on at a time, or
 * its rate; for a dead host one timeout; over all, the longest of them, and the sum of all waits over the jobs. `untaught`
 * is what the waits alone take of a program that finds out about each dead URL for itself, as often as it may try.
 */
export function boundOfWorld(hosts, { jobs, timeouts, retries }) {
  const used = hosts.filter(({ urls }) => urls > 0);
  const alone = used.map((host) => secondsAlone(host, timeouts));
  const work = used.reduce((sum, host) => sum + slotSeconds(host, timeouts, 1), 0) / jobs;
  const untaught =
    used.reduce((sum, host) => sum + slotSeconds(host, timeouts, host.urls * (retries + 1)), 0) / jobs;
  const longest = Math.max(...alone);
  const longestHost = used[alone.indexOf(longest)];
  return { seconds: Math.max(longest, work), longest, longestHost, work, untaught };
}

/** The part of the slots' time that brings answers of hosts that live, in seconds. */
export function usefulSlotSeconds(hosts) {
  return hosts.filter(isAlive).reduce((sum, host) => sum + (host.urls * host.latencyMs) / 1000, 0);
}

function secondsAlone(host, timeouts) {
  if (!isAlive(host)) return timeoutOf(host, timeouts);
  const served = (Math.ceil(host.urls / host.atATime) * host.latencyMs) / 1000;
  if (host.perSecond === undefined) return served;
  return Math.max(served, Math.max(0, host.urls - host.burst) / host.perSecond + host.latencyMs / 1000);
}

function slotSeconds(host, timeouts, timesDead) {
  return isAlive(host) ? (host.urls * host.latencyMs) / 1000 : timesDead * timeoutOf(host, timeouts);
}

function timeoutOf({ kind, latencyMs }, { connect, answer, idle }) {
  if (kind === 'no-syn-ack') return connect;
  if (kind === 'says-nothing') return answer;
  return kind === 'stalls' ? latencyMs / 1000 + idle : 0;
}
