import { quote, UsageError } from '@fetchutils/plumbing';

import { parseIntegerRange } from './spec/integer-range.js';
import { parseLetterRange } from './spec/letter-range.js';
import { listValues, readItem } from './spec/listed-values.js';
import type { Values } from './spec/values.js';

/** A URL with curl's patterns as a template, and the values of the variables that stand for them. */
export type Globbed = { template: string; patterns: ReadonlyMap<string, Values> };

/**
 * Reads curl's `[001-100:2]`, `[a-z]` and `{one,two}` as variables g1, g2 and so on, whose values stand as they are.
 * A backslash takes a bracket or brace for itself; `{name}` without a comma stays a variable, `[::1]` an address.
 */
export function readGlob(text: string): Globbed {
  const patterns = new Map<string, Values>();
  const template = text.replace(
    /\\([[\]{}])|\[([^\]]*)\]|\{([^{}]*,[^{}]*)\}/g,
    (whole, ...groups: string[]) => {
      const [escaped, range, list] = groups;
      if (escaped !== undefined) return /[{}]/.test(escaped) ? escaped.repeat(2) : escaped;
      if (range !== undefined && isAddress(range)) return whole;
      const name = `g${patterns.size + 1}`;
      patterns.set(
        name,
        range === undefined ? listValues((list ?? '').split(',').map(readItem)) : readRange(range),
      );
      return `{${name}|raw}`;
    },
  );
  return { template, patterns };
}

/** An IPv6 address has a colon before anything that could be the end of a range. */
function isAddress(text: string): boolean {
  return /^[0-9a-f.]*:[0-9a-f:.]*$/i.test(text);
}

function readRange(text: string): Values {
  const [, from, to, step = '1'] = /^(\d+|[a-zA-Z])-(\d+|[a-zA-Z])(?::(\d+))?$/.exec(text) ?? [];
  const spec = `${from}..${to}..${step}`;
  const values = from === undefined ? undefined : (parseIntegerRange(spec) ?? parseLetterRange(spec));
  if (values === undefined) {
    throw new UsageError(
      `${quote(`[${text}]`)} is no range of curl's; write [1-100], [001-100:2], [a-z] or \\[ for a bracket`,
    );
  }
  return values;
}
