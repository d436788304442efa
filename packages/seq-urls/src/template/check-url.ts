import { quote, toUrl, UsageError, type Template } from '@fetchutils/plumbing';

import type { Value } from '../spec/values.js';
import type { UrlSlot, Variable } from './compile-url.js';
import { problemWithValue } from './problem-with-value.js';

type Parts = readonly (string | UrlSlot)[];

/**
 * Proves once that a template makes URLs, or stops with a UsageError. Where only its values decide, namely those in
 * the host, the answer is the check that each row has to pass: it says what is wrong with one.
 */
export function checkUrl(
  template: Template,
  parts: Parts,
  variables: readonly Variable[],
): ((values: readonly Value[]) => string | undefined) | undefined {
  checkListedValues(template, parts, variables);
  const sample = parts.map((part) => (typeof part === 'string' ? part : sampleFor(part))).join('');
  if (toUrl(sample) === undefined)
    throw new UsageError(`${quote(template.source)} makes no URL${hint(template)}`);
  if (isSafe(parts)) return undefined;
  return (values) => {
    const url = writeUrl(parts, values);
    if (toUrl(url) !== undefined) return undefined;
    const filled = parts.flatMap((part) =>
      typeof part !== 'string' && isBeforePath(part)
        ? `${part.field.source}=${quote(String(values[part.variable] ?? ''))}`
        : [],
    );
    return `${quote(template.source)} makes no URL with ${filled.join(', ')}`;
  };
}

/** The URL for these values. */
export function writeUrl(parts: Parts, values: readonly Value[]): string {
  let url = '';
  for (const part of parts) url += typeof part === 'string' ? part : part.write(values[part.variable] ?? '');
  return url;
}

function checkListedValues(template: Template, parts: Parts, variables: readonly Variable[]): void {
  for (const part of parts) {
    if (typeof part === 'string') continue;
    for (const value of variables[part.variable]?.values.listed ?? []) {
      if (typeof value !== 'string') continue;
      const problem = problemWithValue(value, part.standing);
      if (problem !== undefined) {
        throw new UsageError(`${part.field.name}: ${problem} (in ${quote(template.source)})`);
      }
    }
  }
}

/** Parses wherever some value parses: a URL in front, a digit as a label or a port. */
function sampleFor({ place }: UrlSlot): string {
  return place === 'start' ? 'https://sample.example' : '1';
}

/** After the host every encoded value parses; in it, digits do unless they could become an address or a port. */
function isSafe(parts: Parts): boolean {
  const early = parts.filter((part) => typeof part !== 'string' && isBeforePath(part));
  if (early.length === 0) return true;
  if (early.some((part) => typeof part !== 'string' && (part.place === 'start' || !part.isDecimal)))
    return false;
  const text = parts.map((part) => (typeof part === 'string' ? part : '*')).join('');
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)/i.exec(text)?.[1] ?? '';
  return /^[a-z0-9*.-]*\.[a-z][a-z0-9-]*(:\d+)?$/i.test(host) && !/xn-|-\*-/i.test(host);
}

function isBeforePath({ place }: UrlSlot): boolean {
  return place === 'start' || place === 'host';
}

function hint({ source }: Template): string {
  if (!source.includes('://')) return `; did you mean ${quote(`https://${source.replace(/^\/+/, '')}`)}?`;
  return '; it should read like https://h.example/{id}';
}
