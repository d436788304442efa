import { camelCase, type OptionTable } from '@fetchutils/plumbing';

import { options, type PfetchOptions } from '../options/options.js';

/** Every file that the command line names, to be read or written: nothing that is fetched may take its place. */
export function namedFiles(chosen: PfetchOptions, operands: readonly string[]): string[] {
  const table: OptionTable = options;
  const values: Readonly<Record<string, unknown>> = chosen;
  const named = Object.entries(table)
    .filter(([, option]) => 'completes' in option && option.completes === 'file')
    .flatMap(([name]) => values[camelCase(name)]);
  const cookieFiles = chosen.cookie.filter((text) => !text.includes('='));
  return [...named, ...cookieFiles, ...operands].filter(
    (path) => typeof path === 'string' && path !== '' && path !== '-',
  ) as string[];
}
