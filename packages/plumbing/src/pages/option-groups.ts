import { commonOptions } from '../common-options.js';
import type { Command } from '../command.js';
import { takesValue, type Option } from '../option-table.js';

/** An option by the name that people type: a flag that is on by default is of use only as `no-NAME`. */
export type OptionEntry = { name: string; option: Option };

/** All options of a tool, its own groups in the order of its table and the general ones last. */
export function optionGroups(command: Command): [group: string, entries: OptionEntry[]][] {
  const groups = new Map<string, OptionEntry[]>();
  for (const [name, option] of Object.entries<Option>({ ...command.options, ...commonOptions })) {
    const group = option.group ?? 'Options';
    const isOnByDefault = !takesValue(option) && option.default === true;
    const entry = { name: isOnByDefault ? `no-${name}` : name, option };
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  return [...groups];
}

/** An option as it is typed: `-j, --jobs N`. */
export function spellingOf({ name, option }: OptionEntry): string {
  const long = `--${name}${takesValue(option) ? ` ${option.value}` : ''}`;
  return option.short === undefined ? `    ${long}` : `-${option.short}, ${long}`;
}

/** What an option does, with its default. */
export function explanationOf({ option }: OptionEntry): string {
  const notes = [
    takesValue(option) && option.many ? 'may be given several times' : undefined,
    defaultOf(option),
  ].filter((note) => note !== undefined);
  return notes.length === 0 ? option.help : `${option.help} (${notes.join('; ')})`;
}

function defaultOf(option: Option): string | undefined {
  if (!takesValue(option)) return undefined;
  if (option.defaultText !== undefined) return `default: ${option.defaultText}`;
  const { default: value } = option;
  return typeof value === 'string' || typeof value === 'number' ? `default: ${value}` : undefined;
}
