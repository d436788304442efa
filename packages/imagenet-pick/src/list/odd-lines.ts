/** Why a line of the list is not as it should be, and whether it can be used all the same. */
const oddities = {
  'no-wnid': { words: 'without a wnid_number in front', isUsed: false },
  'no-tab': { words: 'without a tab', isUsed: false },
  'no-url': { words: 'without a URL', isUsed: false },
  'too-long': { words: 'too long for a URL', isUsed: false },
  'extra-tab': { words: 'with a second tab (used)', isUsed: true },
  'not-utf8': { words: 'not in UTF-8 (read as latin-1)', isUsed: true },
  'carriage-return': { words: 'ended by \\r\\n unlike others (used)', isUsed: true },
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

/** Says in one sentence what was odd, or nothing where nothing was; that all usable lines end in \r\n is no oddity. */
export function describeOddLines(odd: OddLines, usableLines: number): string | undefined {
  const told = entriesOf(odd).filter(
    ([oddity, { count }]) => oddity !== 'carriage-return' || count < usableLines,
  );
  const parts = told.map(([oddity, { count, line }]) => {
    const where = count === 1 ? `line ${line}` : `the first is line ${line}`;
    return `${count} ${oddities[oddity].words}, ${where}`;
  });
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** The first odd line of all, for those who want none. */
export function findFirstOddLine(odd: OddLines): { words: string; line: number } | undefined {
  const [first] = entriesOf(odd).sort(([, a], [, b]) => a.line - b.line);
  return first && { words: oddities[first[0]].words.replace(/ \(.*/, ''), line: first[1].line };
}

/** True where lines are lost. */
export function hasUnusableLines(odd: OddLines): boolean {
  return entriesOf(odd).some(([oddity]) => !oddities[oddity].isUsed);
}

function entriesOf(odd: OddLines): [Oddity, { count: number; line: number }][] {
  return Object.entries(odd) as [Oddity, { count: number; line: number }][];
}
