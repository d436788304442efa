import { nearest, quote, UsageError } from '@fetchutils/plumbing';

import type { Sample } from '../tables/table.js';

/** Names that say that a column holds the URL of a file, the surest first. */
const tellingNames: readonly (readonly string[])[] = [
  ['url'],
  ['imageurl', 'imgurl', 'originalurl', 'contenturl', 'fileurl', 'downloadurl', 'mediaurl', 'photourl'],
  ['urls', 'imageurls', 'uri', 'imageuri', 'contenturi', 'link', 'imagelink', 'href', 'src'],
];

/** The column whose name says that it holds the URLs; where more than one could be meant, a UsageError names them. */
export function findByName(columns: readonly Sample[], label: string): string | undefined {
  for (const names of tellingNames) {
    const found = columns.filter(({ name, values }) => names.includes(bare(name)) && !areOther(values));
    if (found.length > 0) return onlyOf(found, label);
  }
  return undefined;
}

/** The column whose cells are URLs; where none or more than one could be meant, a UsageError names them. */
export function findByContent(columns: readonly Sample[], label: string): string {
  const byContent = columns.filter(({ values }) => values.some(isUrl) && !areOther(values));
  if (byContent.length > 0) return onlyOf(byContent, label);
  throw new UsageError(`${label}: no column holds URLs; say which with --url; ${namesOf(columns)}`);
}

/** Says that a column is not there, and which one was meant. */
export function noSuchColumn(
  asked: string,
  option: string,
  names: readonly string[],
  label: string,
): UsageError {
  const best = nearest(asked, names) ?? names.find((name) => bare(name) === bare(asked));
  const hint = best === undefined ? '' : `did you mean ${quote(best)}? `;
  return new UsageError(
    `${label}: ${option} ${quote(asked)}: no such column; ${hint}${namesOf(names.map((name) => ({ name })))}`,
  );
}

function onlyOf(found: readonly Sample[], label: string): string {
  const [first, ...others] = found;
  if (first === undefined || others.length > 0) {
    const names = found.map(({ name }) => quote(name)).join(' or ');
    throw new UsageError(`${label}: the URLs could be in ${names}; say which with --url`);
  }
  return first.name;
}

function namesOf(columns: readonly { name: string }[]): string {
  if (columns.length === 0) return 'there are no columns';
  return `there are ${columns
    .slice(0, 40)
    .map(({ name }) => name)
    .join(', ')}${columns.length > 40 ? ', ...' : ''}`;
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function isUrl(value: unknown): boolean {
  return typeof value === 'string' && /^([a-z][a-z0-9+.-]*:)?\/\/\S/i.test(value);
}

/** True where a column has values, and all of them are something else than text. */
function areOther(values: readonly unknown[]): boolean {
  const present = values.filter((value) => value !== undefined && value !== null);
  return present.length > 0 && present.every((value) => typeof value !== 'string');
}
