import { readFileSync } from 'node:fs';

import { fieldText, quote, reasonOf, type Row, UsageError } from '@fetchutils/plumbing';

/**
 * The values that a file lists, one a line: the value itself up to a tab, a row that has it, or a wnid and names as in the
 * lists of ILSVRC.
 */
export function readValues(path: string, field: string): string[] {
  const values = readText(path)
    .split(/\r?\n/)
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .map(({ line, number }) => valueOf(line, field) ?? fail(path, `line ${number} has no ${quote(field)}`));
  return values.length > 0 ? values : fail(path, 'lists no value');
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    return fail(path, reasonOf(error));
  }
}

function valueOf(line: string, field: string): string | undefined {
  if (!line.startsWith('{')) return /^n\d{8}(?= )/.exec(line)?.[0] ?? line.split('\t', 1)[0];
  const row = parseRow(line);
  // imagenet-pick --list calls the class by its name.
  return fieldText(row[field] ?? row['wnid']);
}

function parseRow(line: string): Row {
  try {
    return JSON.parse(line) as Row;
  } catch {
    return {};
  }
}

function fail(path: string, why: string): never {
  throw new UsageError(`--quota-of ${quote(path)}: ${why}`);
}
