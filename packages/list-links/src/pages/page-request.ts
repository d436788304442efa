import { dropMembers, type InputRow } from '@fetchutils/plumbing';

/** A page to read. */
export type PageRequest = {
  /** What its rows call it: the URL or file as it was given. */
  name: string;
  /** Where to fetch it, or where its links start from if it comes from a file or a pipe. */
  url: string | undefined;
  /** The file it is read from. */
  path?: string;
  /** The bytes themselves, for a page on standard input. */
  chunks?: AsyncIterable<Buffer>;
  /** The members of its row that its links carry on, as JSON text without braces. */
  carried: string;
};

/** A line of the input that names no page. */
export type BadRequest = { line: number; problem: string; carried: string };

// What list-links writes itself; and `path` is used up by reading it.
const ownFields = ['url', 'page', 'tag', 'attr', 'text', 'rel', 'n', 'path'];
// What an earlier run answered of the page.
const resultFields =
  `ok outcome reason status bytes sha256 type width height final_url attempts elapsed_ms error`.split(' ');
const dropped = new Set(ownFields);
const droppedOfResult = new Set([...ownFields, ...resultFields]);

/** The page that an operand names: a URL, or a file. */
export function requestOfOperand(operand: string): PageRequest {
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(operand);
  return isUrl
    ? { name: operand, url: operand, carried: '' }
    : { name: operand, url: undefined, path: operand, carried: '' };
}

/** The page that a row names: its file where it has one (as pfetch's results do), else its URL. */
export function requestOfRow(input: InputRow): PageRequest | BadRequest {
  if ('problem' in input) return { line: input.line, problem: input.problem, carried: '' };
  const { row, line, text } = input;
  const isResult = typeof row['ok'] === 'boolean' && typeof row['outcome'] === 'string';
  const carried = text === '' ? '' : dropMembers(text, isResult ? droppedOfResult : dropped).slice(1, -1);
  const url = fieldOf(row['url']);
  const path = fieldOf(row['path']);
  if (path !== undefined) {
    return { name: url ?? path, url: fieldOf(row['final_url']) ?? url, path, carried };
  }
  if (url !== undefined) return { name: url, url, carried };
  return { line, problem: `line ${line} has no url`, carried };
}

function fieldOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
