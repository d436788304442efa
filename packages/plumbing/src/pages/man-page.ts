import type { Command } from '../command.js';
import { exitStatusMeanings } from '../exit-status.js';
import { version, versionDate } from '../version.js';
import { wrap } from './wrap.js';
import { explanationOf, optionGroups, spellingOf } from './option-groups.js';

/** The man page, in man(7). */
export function manPage(command: Command): string {
  const { name, summary, synopsis, description } = command;
  const lines = [
    `.TH ${name.toUpperCase()} 1 ${versionDate} "fetchutils ${version}" "fetchutils manual"`,
    // Neither hyphenated nor justified: options and rows stand in the text.
    '.nh',
    '.ad l',
    ...section('NAME', [`${escape(name)} \\- ${escape(summary)}`]),
    ...section(
      'SYNOPSIS',
      synopsis.flatMap((line, index) => [...(index > 0 ? ['.br'] : []), `.B ${escape(name)}`, text(line)]),
    ),
    ...section('DESCRIPTION', paragraphs(description)),
    ...section(
      'OPTIONS',
      optionGroups(command).flatMap(([group, entries]) => [
        `.SS ${quoted(group)}`,
        ...entries.flatMap((entry) => [
          '.TP',
          `.B ${escape(spellingOf(entry).trim())}`,
          text(explanationOf(entry)),
        ]),
      ]),
    ),
    ...(command.sections ?? []).flatMap(({ title, body }) => section(title.toUpperCase(), paragraphs(body))),
    ...section('EXIT STATUS', tagged(exitStatusMeanings)),
    ...(command.environment ? section('ENVIRONMENT', tagged(command.environment)) : []),
    ...(command.files ? section('FILES', tagged(command.files)) : []),
    ...section(
      'EXAMPLES',
      command.examples.flatMap(({ run, does }) => ['.PP', text(does), '.PP', ...literal([run])]).slice(1),
    ),
    ...section('SEE ALSO', [seeAlso(command)]),
  ];
  return `${lines.join('\n')}\n`;
}

const tools = ['seq-urls', 'list-links', 'imagenet-pick', 'pfetch'];

function section(title: string, body: string[]): string[] {
  return [`.SH ${quoted(title)}`, ...body];
}

/** Paragraphs; those whose lines begin with two spaces stand as they are. */
function paragraphs(texts: readonly string[]): string[] {
  return texts.flatMap((paragraph, index) => {
    const body = paragraph.startsWith('  ')
      ? literal(paragraph.split('\n').map((line) => line.slice(2)))
      : [text(paragraph)];
    return index > 0 ? ['.PP', ...body] : body;
  });
}

function literal(lines: string[]): string[] {
  return ['.RS 4', '.nf', ...lines.map((words) => line(escape(words))), '.fi', '.RE'];
}

function tagged(entries: readonly (readonly [string, string])[]): string[] {
  return entries.flatMap(([term, meaning]) => ['.TP', `.B ${escape(term)}`, text(meaning)]);
}

function seeAlso(command: Command): string {
  const others = tools.filter((tool) => tool !== command.name).map((tool) => `${tool}(1)`);
  return text([...others, ...(command.seeAlso ?? [])].join(', '));
}

/** Running text: escaped, in lines of at most 80 bytes, and none of them taken for a request. */
function text(words: string): string {
  const escaped = words.split(' ').map((word) => (word.length > 40 ? breakable(escape(word)) : escape(word)));
  return wrap(escaped.join(' '), 78).map(line).join('\n');
}

/** A word that may be too long for a line, such as a row, breaks behind its commas and slashes. */
function breakable(word: string): string {
  return word.replace(/[,/](?=[^,/])/g, '$&\\:');
}

function line(escaped: string): string {
  return escaped.startsWith('.') ? `\\&${escaped}` : escaped;
}

function quoted(words: string): string {
  return `"${escape(words).replaceAll('"', '\\(dq')}"`;
}

function escape(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti');
}
