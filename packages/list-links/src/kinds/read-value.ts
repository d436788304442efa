import { cssUrls } from './css-urls.js';
import type { Reading } from './link-rule.js';
import { parseRefresh } from './parse-refresh.js';
import { largestCandidate, parseSrcset } from './parse-srcset.js';

/** The links that a value holds, in order; of a srcset the largest picture only, unless all are asked for. */
export function readValue(value: string, reading: Reading, allCandidates: boolean): string[] {
  switch (reading) {
    case 'html':
      return [];
    case 'url':
      return [value];
    case 'urls':
      return value.split(/[\t\n\f\r ]+/).filter((url) => url !== '');
    case 'guess':
      return looksLikeUrl(value) ? [value] : [];
    case 'css':
      return cssUrls(value).map(({ url }) => url);
    case 'css or url':
      return /url\(/i.test(value)
        ? readValue(value, 'css', allCandidates)
        : readValue(value, 'guess', allCandidates);
    case 'srcset':
      return readSrcset(value, allCandidates);
    case 'refresh': {
      const url = parseRefresh(value);
      return url === undefined ? [] : [url];
    }
  }
}

function readSrcset(value: string, allCandidates: boolean): string[] {
  const candidates = parseSrcset(value);
  if (allCandidates) return candidates.map(({ url }) => url);
  const largest = largestCandidate(candidates);
  return largest === undefined ? [] : [largest.url];
}

/** True for what may be a URL: attributes of scripts hold those, but also `true`, `12` or JSON. */
export function looksLikeUrl(value: string): boolean {
  const text = value.trim();
  return (
    /^(?:data:|blob:|[^\s"'<>{}]*[./])/i.test(text) &&
    !/^[\d.,\s]+$/.test(text) &&
    !/^[[{]/.test(text) &&
    !/\s/.test(text)
  );
}
