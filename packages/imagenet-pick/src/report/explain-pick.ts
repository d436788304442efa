import type { PickTally } from '../choose/pick-classes.js';

const shown = 5;

/** What a pick was asked for, to be held against what came of it. */
export type PickRequest = {
  isEmpty: boolean;
  classes: number | undefined;
  minUrls: number;
  isNamed: boolean;
  missing: readonly string[];
};

/** Says what is missing of what was asked for; nothing where nothing is. */
export function explainShortage(request: PickRequest, tally: PickTally): string[] {
  const short: string[] = [];
  if (request.missing.length > 0) short.push(`not in the list: ${someOf(request.missing)}`);
  if (request.isEmpty) return short;
  const rule = request.minUrls === 1 ? 'no usable URL' : `fewer than ${request.minUrls} usable URLs`;
  if (request.classes !== undefined && tally.classes < request.classes) {
    short.push(`${tally.classes} of ${request.classes} classes: all others have ${rule}`);
  } else if (request.isNamed && request.classes === undefined && tally.tooFew.length > 0) {
    short.push(`left out, with ${rule}: ${someOf(tally.tooFew)}`);
  } else if (tally.classes === 0) {
    short.push(
      `no class to pick: ${tally.tooFew.length === 0 ? 'none is as asked for' : `all have ${rule}`}`,
    );
  }
  return short;
}

/** Says which URLs were written once though the list has them more often. */
export function explainDuplicates({ repeated, shared }: PickTally): string | undefined {
  if (repeated + shared === 0) return undefined;
  return `${repeated} repeated within a class and ${shared} of another class too: each URL is written once`;
}

function someOf(wnids: readonly string[]): string {
  const more = wnids.length > shown ? ` and ${wnids.length - shown} more` : '';
  return `${wnids.slice(0, shown).join(', ')}${more}`;
}
