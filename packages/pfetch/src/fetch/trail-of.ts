import { takeLogin, Trail } from '@fetchutils/plumbing/http';

import type { Job } from '../row/job.js';

/** The way of an attempt at a job: what is meant for the row's own URL is not for a mirror of it. */
export function trailOf({ url, ownUrl }: Job): Trail {
  const isMirror = url !== ownUrl;
  return new Trail(url, isMirror ? { ...takeLogin(ownUrl), mayCarryCredentials: true } : undefined);
}
