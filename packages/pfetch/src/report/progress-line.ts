import { formatBytes, formatShare } from '@fetchutils/plumbing';
import type { Rest } from '@fetchutils/plumbing/schedule';

import { clock } from './clock.js';
import { estimateEta } from './estimate-eta.js';
import type { Seen } from './seen.js';

/** How a run goes, for people: parts with two blanks between, what matters most in front. */
export function progressLine(seen: Seen): string {
  const { tally, total, active, flow, rest, speed, hasFlowingRows } = seen;
  const eta = estimateEta(seen);
  const told = rest === undefined ? undefined : describeRest(rest);
  // Where nothing moves because a host asked for it, that is what there is to say.
  const parts = [
    active === 0 ? told : undefined,
    `${tally.rows}${total === undefined ? '' : `/${total}`} done`,
    tally.failed > 0 ? `${tally.failed} failed` : undefined,
    active > 0 ? `${active} active` : undefined,
    hasFlowingRows ? `${speed.files.toFixed(speed.files < 10 ? 1 : 0)} files/s` : bodies(active, flow),
    active > 0 || speed.bytes > 0 ? `${formatBytes(Math.round(speed.bytes))}/s` : undefined,
    eta === undefined ? undefined : `ETA ${clock(eta)}`,
    active > 0 ? told : undefined,
  ];
  return parts.filter((part) => part !== undefined).join('  ');
}

function bodies(active: number, { there, length, measured }: Seen['flow']): string | undefined {
  if (length > 0 && measured === active) return formatShare(there, length);
  return there > 0 ? formatBytes(there) : undefined;
}

function describeRest({ hosts, longest, forMs }: Rest): string {
  const time = `${Math.ceil(forMs / 1000)} s of rest`;
  return hosts === 1 ? `${longest} asks for ${time}` : `${hosts} hosts ask for up to ${time}, as ${longest}`;
}
