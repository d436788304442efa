import { quote } from '@fetchutils/plumbing';

/** What to say of a file that is not there, which may be meant as a URL. */
export function noSuchFile(path: string): string {
  const scheme = schemeFor(path);
  const hint = scheme === undefined ? '' : `; if it is on the web, write ${quote(`${scheme}${path}`)}`;
  return `no such file or directory${hint}`;
}

/** The scheme that whoever types this without one will mean, if it looks like a host at all. */
function schemeFor(text: string): string | undefined {
  if (/^(?:localhost|(?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-f:]+\]|[\w-]+(?=:\d))(?::\d+)?(?:[/?#]|$)/i.test(text))
    return 'http://';
  return /^(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?[/?#]|^www\./i.test(text) ? 'https://' : undefined;
}
