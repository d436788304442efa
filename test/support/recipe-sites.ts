import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { findProgram } from './parts.js';
import { makeIdentity } from './sites/make-identity.js';
import type { Site, SiteRequest } from './sites/site.js';
import { startSites } from './sites/start-sites.js';

export type RecipeSites = {
  requests: readonly SiteRequest[];
  /** What makes a command meet these sites under the host names of a page, by http and https. */
  env: Record<string, string>;
};

/** Starts the sites of a page for one test. */
export async function recipeSites(sites: readonly Site[]): Promise<RecipeSites> {
  const folder = mkdtempSync(join(tmpdir(), 'fetchutils-sites-'));
  // Without openssl there is http alone.
  const hosts = sites.flatMap((site) => site.hosts);
  const identity = findProgram('openssl') === undefined ? undefined : makeIdentity(folder, hosts);
  const running = await startSites(sites, identity);
  onTestFinished(() => {
    running.close();
    rmSync(folder, { recursive: true });
  });
  const trust: Record<string, string> = identity === undefined ? {} : { NODE_EXTRA_CA_CERTS: identity.file };
  return { requests: running.requests, env: { ...running.environment, ...trust } };
}
