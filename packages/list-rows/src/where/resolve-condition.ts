import { quote, UsageError } from '@fetchutils/plumbing';

import type { Comparison, Condition, Literal, Operand } from './condition.js';

/** What a condition is asked of. */
export type ConditionSubject = {
  /** The column that a name means; throws where there is none. */
  find(name: string): string;
  /** The type of a column; undefined where that is not known. */
  typeOf(column: string): string | undefined;
  label: string;
};

/** A condition with the columns of a table in it; a value that a column cannot hold is a UsageError. */
export function resolveCondition(condition: Condition, subject: ConditionSubject): Condition {
  switch (condition.kind) {
    case 'comparison':
      return resolveComparison(condition, subject);
    case 'not':
      return { ...condition, part: resolveCondition(condition.part, subject) };
    case 'and':
    case 'or': {
      const [left, right] = [condition.left, condition.right];
      return { ...condition, left: resolveCondition(left, subject), right: resolveCondition(right, subject) };
    }
  }
}

function resolveComparison(comparison: Comparison, subject: ConditionSubject): Comparison {
  const left = { column: subject.find(comparison.left.column) };
  const areMoments = subject.typeOf(left.column) === 'timestamp';
  const { right } = comparison;
  if ('column' in right)
    return { ...comparison, left, right: { column: subject.find(right.column) }, areMoments };
  return { ...comparison, left, right: literalFor(left.column, right.literal, subject), areMoments };
}

function literalFor(column: string, literal: Literal, { typeOf, label }: ConditionSubject): Operand {
  const type = typeOf(column);
  const kind = type === undefined ? undefined : kindOf(type);
  if (kind === undefined || literal === null) return { literal };
  const { takes, read } = kind;
  const isOfType = takes === (typeof literal === 'bigint' ? 'number' : typeof literal);
  const value = isOfType && read !== undefined ? read(String(literal)) : literal;
  if (isOfType && value !== undefined) return { literal: value };
  throw new UsageError(
    `${label}: --where: ${quote(column)} is ${type}; compare it with ${kind.example} instead of ${show(literal)}`,
  );
}

/** What the values of a type are compared with, and how a text that means one is read. */
type Kind = { takes: string; example: string; read?: (text: string) => string | undefined };

/** Undefined where a column may be compared with anything. */
function kindOf(type: string): Kind | undefined {
  if (/^(u?int|float|double|decimal)/.test(type)) return { takes: 'number', example: 'a number' };
  if (type === 'boolean') return { takes: 'boolean', example: 'true or false' };
  if (type === 'timestamp')
    return { takes: 'string', example: "'2024-02-29' or '2024-02-29T12:00:00'", read: momentOf };
  if (type === 'date') return { takes: 'string', example: "'2024-02-29'", read: dayOf };
  if (/^(time|uuid|binary)$/.test(type)) return { takes: 'string', example: "a text in 'quotes'" };
  if (/^(list|map|struct)</.test(type)) return { takes: 'null', example: 'null' };
  return undefined;
}

function show(literal: Literal): string {
  return typeof literal === 'string' ? quote(literal) : String(literal);
}

/** A moment as cells have it, without its Z: so they are ordered as the moments are. */
function momentOf(text: string): string | undefined {
  const [, day, minutes = '00:00', seconds = ':00', fraction = ''] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(\.\d+)?Z?)?$/i.exec(text) ?? [];
  return day === undefined ? undefined : `${day}T${minutes}${seconds}${fraction.replace(/\.?0+$/, '')}`;
}

function dayOf(text: string): string | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined;
}
