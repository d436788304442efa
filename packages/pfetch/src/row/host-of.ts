import { toUrl } from '@fetchutils/plumbing';

/** The host, with its port where that is not the usual one, that answers for a URL; empty for what is none. */
export function hostOf(url: string): string {
  return toUrl(url)?.host ?? '';
}
