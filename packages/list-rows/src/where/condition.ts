/** What a column is compared with. */
export type Literal = string | number | bigint | boolean | null;

export type Operand = { readonly column: string } | { readonly literal: Literal };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type Comparison = {
  readonly kind: 'comparison';
  readonly operator: Operator;
  readonly left: { readonly column: string };
  readonly right: Operand;
  /** Moments are compared without the Z that some of them end in, behind a fraction of any length. */
  readonly areMoments?: boolean;
};

/** What rows are asked for by --where: comparisons, and what and, or and not make of them. */
export type Condition =
  | Comparison
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

/** The columns that a condition looks at. */
export function columnsIn(condition: Condition): string[] {
  if (condition.kind === 'not') return columnsIn(condition.part);
  const { left, right } = condition;
  if (condition.kind !== 'comparison') return [...columnsIn(condition.left), ...columnsIn(condition.right)];
  return [left, right].flatMap((operand) => ('column' in operand ? [operand.column] : []));
}
