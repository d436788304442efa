import { readFileSync } from 'node:fs';

import { BadValue, reasonOf } from '../../failures.js';
import { findHeaderProblem, toWireValue } from './header-syntax.js';
import type { RawHeaders } from '../exchange.js';

/** A header that the user sets, or takes away where the value is undefined. */
export type HeaderRule = { name: string; value: string | undefined };

/** Reads a -H as curl does: `Name: value`, `Name;` for an empty value, `Name:` to take a header away, `@FILE` for a list. */
export function parseHeaderRules(text: string): HeaderRule[] {
  if (!text.startsWith('@')) return [parseRule(text)];
  return readLines(text.slice(1)).map(parseRule);
}

/** The headers with the rules applied: what a rule names replaces what was there, and may itself stand several times. */
export function applyHeaderRules(headers: RawHeaders, rules: readonly HeaderRule[]): RawHeaders {
  if (rules.length === 0) return headers;
  const named = new Set(rules.map(({ name }) => name.toLowerCase()));
  const kept = headers.filter(([name]) => !named.has(name.toLowerCase()));
  const added = rules.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  return [...kept, ...added];
}

function parseRule(text: string): HeaderRule {
  const {
    name = '',
    mark = '',
    value = '',
  } = /^(?<name>[^:;]*)(?<mark>[:;])(?<value>[^]*)$/.exec(text)?.groups ?? {};
  const isEmpty = mark === ';' && value.trim() === '';
  if (mark !== ':' && !isEmpty) throw new BadValue("a header such as 'Name: value'");
  const problem = findHeaderProblem(name, value);
  if (problem) throw new BadValue(problem);
  const wireValue = toWireValue(value);
  return { name, value: isEmpty ? '' : wireValue === '' ? undefined : wireValue };
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '');
  } catch (error) {
    throw new BadValue(`a file of headers (${reasonOf(error)})`);
  }
}
