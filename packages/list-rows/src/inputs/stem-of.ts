import { basename } from 'node:path';

/** The name of a list without folder and endings, as {file} has it: no dots, because the keys of shards may have none. */
export function stemOf(name: string): string {
  if (name === '-') return 'stdin';
  return basename(name.replace(/[?#].*$/, '')).replace(/(?<=.)\..*$/, '');
}
