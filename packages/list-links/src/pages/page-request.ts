import {
  bodyFields,
  dropMembers,
  type InputRow,
  isUrlOperand,
  quote,
  type Row,
  setAside,
  toUrl,
  withoutLogin,
  withoutResult,
} from '@fetchutils/plumbing';
import type { Referral } from '@fetchutils/plumbing/http';

import { linkFields } from '../link-fields.js';

/** A page to read. */
export type PageRequest = {
  /** What its rows call it: the URL, but for a login, or the file as it was given. */
  name: string;
  /** Where to fetch it, or where its links start from if it comes from a file or a pipe. */
  url: string | undefined;
  /** The file it is read from. */
  path?: string;
  /** The user named the file on the command line, so it may be a pipe as well. */
  isOperand?: boolean;
  /** The page that leads to this one, where one does. */
  from?: Referral | undefined;
  /** The bytes themselves, for a page on standard input. */
  chunks?: AsyncIterable<Buffer>;
  /** The members of its row that its links carry on, as JSON text without braces. */
  carried: string;
};

/** A line of the input that names no page. */
export type BadRequest = { line: number; problem: string; carried: string };

/** What list-links says itself; and what is about the body of the page, which is not that of a link. */
const ours: ReadonlySet<string> = new Set([
  ...linkFields.map(([name]) => name),
  ...['ok', 'outcome', 'reason', 'error', 'input'],
  ...bodyFields,
]);
/** The page itself: its URL is the `page` of a link, its file is used up by reading it. */
const ofPage: ReadonlySet<string> = new Set(['url', 'path']);

/** The page that an operand names: a URL, or a file. */
export function requestOfOperand(operand: string): PageRequest {
  return isUrlOperand(operand)
    ? { name: withoutLogin(operand), url: operand, isOperand: true, carried: '' }
    : { name: operand, url: undefined, path: operand, isOperand: true, carried: '' };
}

/** The page that a row names: its file where it has one (as pfetch's results do), else its URL. */
export function requestOfRow(input: InputRow): PageRequest | BadRequest {
  if ('problem' in input) return { line: input.line, problem: input.problem, carried: '' };
  const { row, line, text } = input;
  const carried = text === '' ? '' : carriedBy(text, row);
  const url = fieldOf(row['url']);
  const path = fieldOf(row['path']);
  if (path !== undefined) {
    return { name: withoutLogin(url ?? path), url: fieldOf(row['final_url']) ?? url, path, carried };
  }
  if (url !== undefined && isFileOfWebPage(url, row['page'])) {
    const problem = `line ${line}: ${quote(url)} is a link of a page of the web, which may not name files here`;
    return { line, problem, carried };
  }
  // A line that is no row may be the name of a file, as `ls` prints it.
  if (url !== undefined && text === '' && !isUrl(url))
    return { name: url, url: undefined, path: url, carried };
  if (url !== undefined) return { name: withoutLogin(url), url, carried };
  return { line, problem: `line ${line} has no url`, carried };
}

/** What the links of a page carry on of its row, as members: what it was before it was fetched, clashes set aside. */
function carriedBy(text: string, row: Row): string {
  const work = withoutResult(text, row);
  const isOurs = (name: string): boolean => ours.has(name) && !ofPage.has(name);
  return dropMembers(setAside(work.text, work.row, isOurs), ofPage).slice(1, -1);
}

/** `h.example:80/` parses as a URL of a scheme of its own, and is none. */
function isUrl(text: string): boolean {
  return !/^[^/?#]*:\d+(?:[/?#]|$)/.test(text) && toUrl(text) !== undefined;
}

/** What list-links finds on a page of the web is no file of ours, whatever it says. */
function isFileOfWebPage(url: string, page: unknown): boolean {
  return /^[\0-\x20]*file:/i.test(url) && typeof page === 'string' && /^https?:/i.test(page);
}

function fieldOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
