/** What a robots.txt says to one crawler. */
export type RobotsRules = {
  /** Whether a path with its query may be asked for. */
  allows(path: string): boolean;
  /** The pause that it asks for between two requests. */
  delayMs: number;
};

type Rule = { allows: boolean; length: number; parts: readonly string[]; isWhole: boolean };
type Group = { rules: Rule[]; delayMs: number };

/** Nothing may be asked for, and everything. */
export const nothingAllowed: RobotsRules = { allows: () => false, delayMs: 0 };
export const allAllowed: RobotsRules = { allows: () => true, delayMs: 0 };

const longestDelayMs = 60_000;

/** Reads a robots.txt as RFC 9309 says: the groups of `product`, else those of `*`; of the rules that match the longest. */
export function readRobotsRules(text: string, product: string): RobotsRules {
  const ours: Group = { rules: [], delayMs: 0 };
  const everybodys: Group = { rules: [], delayMs: 0 };
  let isNamed = false;
  let groups = new Set<Group>();
  let isNaming = false;
  for (const [key, value] of recordsOf(text)) {
    if (key === 'user-agent') {
      if (!isNaming) groups = new Set();
      isNaming = true;
      const agent = /^[a-z_-]*/i.exec(value)?.[0].toLowerCase();
      if (value === '*') groups.add(everybodys);
      else if (agent === product.toLowerCase()) {
        isNamed = true;
        groups.add(ours);
      }
    } else if (key === 'allow' || key === 'disallow') {
      isNaming = false;
      // A rule without a path says nothing.
      if (value !== '') for (const { rules } of groups) rules.push(ruleOf(value, key === 'allow'));
    } else if (key === 'crawl-delay') {
      isNaming = false;
      const delayMs = Math.min(longestDelayMs, 1000 * Number(value));
      if (delayMs > 0) for (const group of groups) group.delayMs = delayMs;
    }
  }
  const { rules, delayMs } = isNamed ? ours : everybodys;
  rules.sort((one, other) => other.length - one.length || Number(other.allows) - Number(one.allows));
  return {
    delayMs,
    allows: (path) => {
      const asked = inOneForm(path);
      return rules.find((rule) => matches(rule, asked))?.allows ?? true;
    },
  };
}

function* recordsOf(text: string): Generator<[key: string, value: string]> {
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const [, key = '', value = ''] = /^\s*([\w-]+)\s*:([^#]*)/.exec(line) ?? [];
    if (key !== '') yield [key.toLowerCase(), value.trim()];
  }
}

function ruleOf(written: string, allows: boolean): Rule {
  const pattern = inOneForm(written);
  const isWhole = pattern.endsWith('$');
  return { allows, length: pattern.length, parts: pattern.replace(/\$$/, '').split('*'), isWhole };
}

/** Escapes in capitals, what is not ASCII escaped: so rules and paths can be compared. */
function inOneForm(text: string): string {
  return text
    .replace(/[^\x21-\x7e]+/g, (piece) => encodeURIComponent(piece.toWellFormed()))
    .replace(/%[\da-f]{2}/gi, (escape) => escape.toUpperCase());
}

/** Each part as early as it can be: linear, whatever the rule. */
function matches({ parts, isWhole }: Rule, path: string): boolean {
  const [first = ''] = parts;
  if (!path.startsWith(first)) return false;
  if (parts.length === 1) return !isWhole || path.length === first.length;
  let at = first.length;
  for (const part of isWhole ? parts.slice(1, -1) : parts.slice(1)) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = parts.at(-1) ?? '';
  return !isWhole || (path.length - at >= last.length && path.endsWith(last));
}
