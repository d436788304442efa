import { BadValue } from '@fetchutils/plumbing';

import type { Literal, Operator } from './condition.js';

/** A word of a condition, and where in it it stands. */
export type Token = { readonly at: number; readonly text: string } & (
  | { readonly kind: 'name' | 'bracket' | 'word' | 'end' }
  | { readonly kind: 'operator'; readonly operator: Operator }
  | { readonly kind: 'literal'; readonly literal: Literal }
);

const patterns = {
  name: /[\p{L}_][\p{L}\p{N}_.-]*/uy,
  quotedName: /`[^`]+`/y,
  number: /-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_.])/uy,
  text: /'(?:[^']|'')*'|"(?:[^"]|"")*"/y,
  operator: /==|!=|<>|<=|>=|[=<>]/y,
  bracket: /[()]/y,
} as const;

const operators: Readonly<Record<string, Operator>> = { '==': '=', '<>': '!=' };
const constants: Readonly<Record<string, Literal>> = { true: true, false: false, null: null };

/** The words of a condition; the last of them is its end. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = skipBlanks(text, 0); at < text.length;) {
    const token = readToken(text, at);
    tokens.push(token);
    at = skipBlanks(text, at + token.text.length);
  }
  return [...tokens, { kind: 'end', at: text.length, text: '' }];
}

/** Where in a condition something else should stand. */
export function placeOf(text: string, at: number): string {
  if (text.slice(at).trim() === '') return 'at its end';
  return `at ${JSON.stringify(text.slice(at, at + 20))} (character ${at + 1})`;
}

function readToken(text: string, at: number): Token {
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const operator = take(patterns.operator);
  if (operator !== undefined)
    return { kind: 'operator', at, text: operator, operator: operators[operator] ?? (operator as Operator) };
  const bracket = take(patterns.bracket);
  if (bracket !== undefined) return { kind: 'bracket', at, text: bracket };
  const number = take(patterns.number);
  if (number !== undefined) return { kind: 'literal', at, text: number, literal: toNumber(number) };
  const quoted = take(patterns.text);
  if (quoted !== undefined) return { kind: 'literal', at, text: quoted, literal: unquote(quoted) };
  const quotedName = take(patterns.quotedName);
  if (quotedName !== undefined) return { kind: 'name', at, text: quotedName };
  const name = take(patterns.name);
  if (name === undefined) throw new BadValue(`${whatIsMissing(text, at)} ${placeOf(text, at)}`);
  const lower = name.toLowerCase();
  if (Object.hasOwn(constants, lower))
    return { kind: 'literal', at, text: name, literal: constants[lower] ?? null };
  return { kind: /^(and|or|not)$/.test(lower) ? 'word' : 'name', at, text: name };
}

function whatIsMissing(text: string, at: number): string {
  const char = text.charAt(at);
  if (/['"`]/.test(char)) return `a ${char} that closes the one`;
  if (/\d/.test(char)) return 'a number (a column of such a name stands in `backticks`)';
  if (/[&|!]/.test(char)) return 'and, or, or not';
  return 'a column, a value, a comparison, and, or, not, or a bracket';
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return at;
}

/** A number; a whole one beyond 2^53 keeps its digits. */
function toNumber(text: string): number | bigint {
  const number = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number;
}

function unquote(text: string): string {
  const mark = text.charAt(0);
  return text.slice(1, -1).replaceAll(mark + mark, mark);
}
