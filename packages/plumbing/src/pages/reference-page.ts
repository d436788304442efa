import type { Command } from '../command.js';
import { exitStatusMeanings } from '../exit-status.js';
import { explanationOf, optionGroups, spellingOf } from './option-groups.js';

/** The reference page of a tool, in Markdown, as it stands in docs/reference. */
export function referencePage(command: Command): string {
  const { name, summary, synopsis, description } = command;
  const lines = [
    `# ${name}`,
    '',
    `${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.`,
    '',
    ...block(synopsis.map((line) => `${name} ${line}`)),
    ...paragraphs(description),
    ...optionGroups(command).flatMap(([group, entries]) => [
      `## ${group}`,
      '',
      '| option | meaning |',
      '|---|---|',
      ...entries.map((entry) => row(spellingOf(entry).trim(), explanationOf(entry))),
      '',
    ]),
    ...(command.sections ?? []).flatMap(({ title, body }) => [`## ${title}`, '', ...paragraphs(body)]),
    ...table('Exit status', 'status', exitStatusMeanings),
    ...table('Environment', 'variable', command.environment),
    ...table('Files', 'file', command.files),
    '## Examples',
    '',
    ...command.examples.flatMap(({ run, does }) => [does, '', ...block([run])]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function paragraphs(texts: readonly string[]): string[] {
  return texts.flatMap((paragraph) =>
    paragraph.startsWith('  ')
      ? block(paragraph.split('\n').map((line) => line.slice(2)))
      : [escape(paragraph), ''],
  );
}

function block(lines: readonly string[]): string[] {
  return ['```sh', ...lines, '```', ''];
}

function table(
  title: string,
  head: string,
  entries: readonly (readonly [string, string])[] | undefined,
): string[] {
  if (entries === undefined) return [];
  return [
    `## ${title}`,
    '',
    `| ${head} | meaning |`,
    '|---|---|',
    ...entries.map(([term, meaning]) => row(term, meaning)),
    '',
  ];
}

function row(term: string, meaning: string): string {
  // In a table a bar ends the cell, even within code.
  return `| ${[`\`${term}\``, escape(meaning)].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** What Markdown would take for markup, outside of code. */
function escape(text: string): string {
  return text.replace(/`[^`]+`|[*_<>]/g, (found) => (found.length > 1 ? found : `\\${found}`));
}
