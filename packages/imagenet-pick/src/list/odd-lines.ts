/** Why a line of the list is not as it should be; those that say so are used all the same. */
export const oddities = {
  'no-wnid': 'without a wnid_number in front',
  'no-tab': 'without a tab',
  'no-url': 'without a URL',
  'too-long': 'too long for a URL',
  'extra-tab': 'with a second tab (used)',
  'not-utf8': 'not in UTF-8 (read as latin-1)',
  'carriage-return': 'ended by \\r\\n (used)',
} as const;

export type Oddity = keyof typeof oddities;

/** How often each oddity was met, and on which line first. */
export type OddLines = { [oddity in Oddity]?: { count: number; line: number } };

/** Counts one odd line. */
export function countOddLine(odd: OddLines, oddity: Oddity, line: number): void {
  const known = odd[oddity];
  if (known === undefined) odd[oddity] = { count: 1, line };
  else known.count += 1;
}

/** Says in one sentence what was odd, or nothing where nothing was. */
export function describeOddLines(odd: OddLines): string | undefined {
  const parts = entriesOf(odd).map(([oddity, { count, line }]) => {
    const where = count === 1 ? `line ${line}` : `the first is line ${line}`;
    return `${count} ${oddities[oddity]}, ${where}`;
  });
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** The first odd line of all, for those who want none. */
export function findFirstOddLine(odd: OddLines): { oddity: Oddity; line: number } | undefined {
  const [first] = entriesOf(odd).sort(([, a], [, b]) => a.line - b.line);
  return first && { oddity: first[0], line: first[1].line };
}

function entriesOf(odd: OddLines): [Oddity, { count: number; line: number }][] {
  return Object.entries(odd) as [Oddity, { count: number; line: number }][];
}
