import type { Command } from '../command.js';
import { exitStatusMeanings } from '../exit-status.js';
import { explanationOf, optionGroups, spellingOf, type OptionEntry } from './option-groups.js';
import { wrap } from './wrap.js';

const column = 30;

/** What `--help` prints. */
export function helpPage(command: Command, width: number): string {
  const usage = command.synopsis.map(
    (line, index) => `${index === 0 ? 'Usage:' : '      '} ${command.name} ${line}`,
  );
  const groups = optionGroups(command).flatMap(([group, entries]) => [
    '',
    `${group}:`,
    ...entries.flatMap((entry) => optionLines(entry, width)),
  ]);
  const examples = command.examples.flatMap(({ run, does }) => [
    ...wrap(does, width - 2).map(indent),
    `    ${run}`,
  ]);
  const statuses = exitStatusMeanings.map(([status, meaning]) => `  ${status.padEnd(9)} ${meaning}`);
  const lines = [...usage, '', ...wrap(command.description[0] ?? command.summary, width), ...groups];
  lines.push('', 'Examples:', ...examples, '', 'Exit status:', ...statuses);
  lines.push('', `The whole manual: man ${command.name}, or ${command.name} --man | man -l -`);
  return `${lines.join('\n')}\n`;
}

function optionLines(entry: OptionEntry, width: number): string[] {
  const head = `  ${spellingOf(entry)}`;
  const text = wrap(explanationOf(entry), width - column).map((line) => ' '.repeat(column) + line);
  return head.length + 2 > column
    ? [head, ...text]
    : [head.padEnd(column) + (text[0] ?? '').trimStart(), ...text.slice(1)];
}

function indent(line: string): string {
  return `  ${line}`;
}
