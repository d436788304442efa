import { isAlive } from './plan-world.js';

/**
 * The least time that this web allows, in seconds: for each host its requests x latency / what it works on at a time, or
 * its rate; for a dead host one timeout; over all, the longest of them, and the sum of all waits over the jobs.
 */
export function boundOfWorld(hosts, { jobs, timeouts }) {
  const used = hosts.filter(({ urls }) => urls > 0);
  const alone = used.map((host) => secondsAlone(host, timeouts));
  const work = used.reduce((sum, host) => sum + slotSeconds(host, timeouts), 0) / jobs;
  const longest = Math.max(...alone);
  return { seconds: Math.max(longest, work), longest, work, longestHost: used[alone.indexOf(longest)] };
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

function slotSeconds(host, timeouts) {
  return isAlive(host) ? (host.urls * host.latencyMs) / 1000 : timeoutOf(host, timeouts);
}

function timeoutOf({ kind, latencyMs }, { connect, answer, idle }) {
  if (kind === 'no-syn-ack') return connect;
  if (kind === 'says-nothing') return answer;
  return kind === 'stalls' ? latencyMs / 1000 + idle : 0;
}
