import type { Command } from '../command.js';
import { exitStatusMeanings } from '../exit-status.js';
import { explanationOf, optionGroups, spellingOf, type OptionEntry } from './option-groups.js';
import { wrap } from './wrap.js';

const optionColumn = 30;

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
  const statuses = exitStatusMeanings.flatMap(([status, meaning]) =>
    hanging(`  ${status}`, 12, meaning, width),
  );
  const lines = [...usage, '', ...wrap(command.description[0] ?? command.summary, width), ...groups];
  lines.push('', 'Examples:', ...examples, '', 'Exit status:', ...statuses);
  lines.push('', `The whole manual: man ${command.name}, or ${command.name} --man | man -l -`);
  return `${lines.join('\n')}\n`;
}

function optionLines(entry: OptionEntry, width: number): string[] {
  return hanging(`  ${spellingOf(entry)}`, optionColumn, explanationOf(entry), width);
}

/** A text beside its head, all of it from `column` on; below the head where that is too long. */
function hanging(head: string, column: number, text: string, width: number): string[] {
  const lines = wrap(text, width - column).map((line) => ' '.repeat(column) + line);
  if (head.length + 2 > column) return [head, ...lines];
  return [head.padEnd(column) + (lines[0] ?? '').trimStart(), ...lines.slice(1)];
}

function indent(line: string): string {
  return `  ${line}`;
}
