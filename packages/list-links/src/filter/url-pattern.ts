import { regularExpression } from '@fetchutils/plumbing';

/** A test for URLs. */
export type UrlPattern = (url: string) => boolean;

/** Compiles `/regular expression/` or a glob over the whole URL, in which `*` stands for anything and all else for itself. */
export function urlPattern(text: string): UrlPattern {
  const expression = /^\/(.*)\/(i?)$/s.exec(text);
  if (expression !== null) {
    const written = regularExpression(expression[1] ?? '');
    const pattern = expression[2] === 'i' ? new RegExp(written.source, 'iu') : written;
    return (url) => pattern.test(url);
  }
  return (url) => matchesGlob(url, text.split('*'));
}

/** Looks for the fixed parts in order, each as early as it can be: linear, unlike the same as a regular expression. */
function matchesGlob(url: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  if (parts.length === 1) return url === first;
  const last = parts[parts.length - 1] ?? '';
  if (!url.startsWith(first) || !url.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = url.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= url.length - last.length;
}
