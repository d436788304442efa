import {
  type DigestName,
  isUrlOperand,
  quote,
  type Row,
  toUrl,
  whyNoUrl,
  withoutLogin,
} from '@fetchutils/plumbing';
import { findHeaderProblem, type HeaderRule, toWireValue } from '@fetchutils/plumbing/http';

import { expectedOf } from './expected.js';
import type { Expected } from './job.js';

/** What a row asks for, apart from where its file goes. */
export type ParsedRow = {
  urlText: string;
  url: URL;
  mirrors: string[];
  expected: Expected | undefined;
  headers: readonly HeaderRule[] | undefined;
};

/** Reads a row; a string is what is wrong with it. */
export function parseRow(row: Row, algorithms: readonly DigestName[]): ParsedRow | string {
  const urlText = row['url'];
  if (typeof urlText !== 'string') return urlText === undefined ? 'no field "url"' : '"url" is not a text';
  const url = parseUrl(urlText);
  if (typeof url === 'string') return url;
  const expected = expectedOf(row, algorithms);
  const mirrors = mirrorsOf(row['mirrors']);
  const headers = headersOf(row);
  for (const part of [methodProblem(row['method']), expected, mirrors, headers])
    if (typeof part === 'string') return part;
  return { urlText, url, mirrors, expected, headers } as ParsedRow;
}

/** Reads a URL that can be fetched; a string is what is wrong with it. */
export function parseUrl(text: string): URL | string {
  const url = text.includes('\t') ? undefined : toUrl(text);
  if (url?.protocol === 'http:' || url?.protocol === 'https:' || url?.protocol === 'data:') return url;
  const why = whyNoUrl(text);
  if (why !== undefined) return why;
  return url === undefined
    ? `${quote(withoutLogin(text))} is no URL; expected something like https://h.example/1.jpg`
    : `cannot fetch ${url.protocol.slice(0, 20)} URLs, only http:, https: and data:`;
}

/** What is wrong with a line that stands for a URL alone: a row may hold a blank, but in a line it begins another column. */
export function findLineProblem(text: string): string | undefined {
  if (!text.includes(' ') || !isUrlOperand(text) || text.includes('\t')) return undefined;
  return 'a blank in the URL: is this a table? list-rows reads it; a blank in a URL is written %20';
}

/** A column of that name is the user's unless it asks for what pfetch does not do. */
function methodProblem(method: unknown): string | undefined {
  return typeof method === 'string' && /^(HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method)
    ? `method ${method}: pfetch only gets`
    : undefined;
}

function mirrorsOf(mirrors: unknown): string[] | string {
  if (mirrors === undefined || mirrors === null) return [];
  if (!Array.isArray(mirrors)) return 'mirrors must be a list of URLs';
  const problem = mirrors
    .map((mirror) => (typeof mirror === 'string' ? parseUrl(mirror) : 'not a text'))
    .find(isText);
  return problem === undefined ? (mirrors as string[]).slice() : `mirrors: ${problem}`;
}

function headersOf(row: Row): readonly HeaderRule[] | string | undefined {
  const { headers = null, referer = null } = row;
  if (headers === null && referer === null) return undefined;
  if (headers !== null && (typeof headers !== 'object' || Array.isArray(headers))) {
    return 'headers must be an object such as {"Accept": "image/*"}';
  }
  const pairs: [string, unknown][] = [
    ...Object.entries(headers ?? {}),
    ...(referer === null ? [] : [['Referer', referer] as [string, unknown]]),
  ];
  const list: HeaderRule[] = [];
  for (const [name, value] of pairs) {
    if (typeof value !== 'string') return `headers: ${name} is not a text`;
    const problem = findHeaderProblem(name, value);
    if (problem !== undefined) return `headers: ${problem}`;
    list.push({ name, value: toWireValue(value) });
  }
  return list;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
