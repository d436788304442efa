import mri from 'mri';

import { BadValue, UsageError } from './failures.js';
import { camelCase, takesValue, type Option, type OptionTable, type OptionValues } from './option-table.js';
import { nearest } from './nearest.js';
import { quote } from './quote.js';

/** The options and operands that a command line comes to; what is wrong with it is a UsageError. */
export function parseArguments<Table extends OptionTable>(
  table: Table,
  argv: readonly string[],
  translateFlag: TranslateFlag = () => undefined,
): { options: OptionValues<Table>; operands: string[] } {
  const { words, operands } = toCanonicalWords(table, argv, translateFlag);
  const names = Object.keys(table);
  // mri coerces, eats neighbours, ignores unknown names and turns --no-NAME into NAME where it may choose (see its
  // tests here); so it is given one word an option, name and value each behind a mark, and chooses nothing.
  const parsed = mri(words, {
    string: names.filter((name) => isValueOption(table, name)).map((name) => mark + name),
    boolean: names.filter((name) => isFlag(table, name)).map((name) => mark + name),
  });
  const options = names.map((name) => [camelCase(name), valueOf(name, table, parsed[mark + name])] as const);
  return { options: Object.fromEntries(options) as OptionValues<Table>, operands };
}

/** What an unknown option, with its dashes, would be here. */
type TranslateFlag = (flag: string) => string | undefined;

const mark = ':';

/** Every option as `--:name=:value`, `--:name` or `--no-:name`, and the operands apart. */
function toCanonicalWords(table: OptionTable, argv: readonly string[], translateFlag: TranslateFlag) {
  const words: string[] = [];
  const operands: string[] = [];
  const queue = [...argv];
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') operands.push(...queue.splice(0));
    else if (word === '-' || !word.startsWith('-')) operands.push(word);
    else if (word.startsWith('--')) words.push(longWord(table, word, queue, translateFlag));
    else words.push(...shortWords(table, word, queue, translateFlag));
  }
  return { words, operands };
}

function longWord(table: OptionTable, word: string, queue: string[], translateFlag: TranslateFlag): string {
  const equals = word.indexOf('=');
  const name = word.slice(2, equals < 0 ? undefined : equals);
  const given = equals < 0 ? undefined : word.slice(equals + 1);
  if (isValueOption(table, name)) return valueWord(name, given ?? nextValue(table, name, `--${name}`, queue));
  const isNegated = !isFlag(table, name) && name.startsWith('no-') && isFlag(table, name.slice(3));
  if (!isNegated && !isFlag(table, name))
    throw new UsageError(
      `unknown option ${quote(`--${name}`)}; ${translateFlag(`--${name}`) ?? hintFor(table, name)}`,
    );
  if (given !== undefined) throw new UsageError(`--${name} takes no value, but got ${quote(given)}`);
  return isNegated ? flagWord(name.slice(3), false) : flagWord(name, true);
}

function shortWords(
  table: OptionTable,
  word: string,
  queue: string[],
  translateFlag: TranslateFlag,
): string[] {
  const words: string[] = [];
  // Letters that are a flag of another program together, as wget's -nc, are not meant one by one.
  const foreign = word.length > 2 ? translateFlag(word) : undefined;
  if (foreign !== undefined) throw new UsageError(`unknown option ${quote(word)}; ${foreign}`);
  for (let at = 1; at < word.length; at += 1) {
    const letter = word.charAt(at);
    const name = Object.keys(table).find((candidate) => table[candidate]?.short === letter);
    if (name === undefined) throw new UsageError(unknownShort(table, word, letter, translateFlag));
    if (!isValueOption(table, name)) {
      // A letter turns its flag to what it is not by default.
      words.push(flagWord(name, table[name]?.default !== true));
      continue;
    }
    const rest = word.slice(at + 1);
    words.push(valueWord(name, rest === '' ? nextValue(table, name, `-${letter}`, queue) : rest));
    break;
  }
  return words;
}

function valueWord(name: string, value: string): string {
  return `--${mark}${name}=${mark}${value}`;
}

function flagWord(name: string, isOn: boolean): string {
  return `--${isOn ? '' : 'no-'}${mark}${name}`;
}

function nextValue(table: OptionTable, name: string, typed: string, queue: string[]): string {
  const next = queue.shift();
  if (next === undefined)
    throw new UsageError(`${typed} needs a value: ${typed} ${placeholder(table, name)}`);
  return next;
}

function valueOf(name: string, table: OptionTable, raw: unknown): unknown {
  const option = table[name];
  const given: unknown[] = raw === undefined ? [] : Array.isArray(raw) ? raw : [raw];
  if (option === undefined || !takesValue(option)) return given.at(-1) ?? option?.default ?? false;
  const values = given.map((text) => parseValue(name, option.parse, String(text).slice(mark.length)));
  if (option.many) return values.length > 0 ? values : (option.default ?? []);
  return values.length > 0 ? values.at(-1) : option.default;
}

function parseValue(name: string, parse: ((text: string) => unknown) | undefined, text: string): unknown {
  try {
    return parse === undefined ? text : parse(text);
  } catch (error) {
    if (error instanceof BadValue)
      throw new UsageError(`--${name} ${quote(text)}: expected ${error.message}`);
    throw error;
  }
}

function isValueOption(table: OptionTable, name: string): boolean {
  const option: Option | undefined = Object.hasOwn(table, name) ? table[name] : undefined;
  return option !== undefined && takesValue(option);
}

function isFlag(table: OptionTable, name: string): boolean {
  return Object.hasOwn(table, name) && !isValueOption(table, name);
}

function placeholder(table: OptionTable, name: string): string {
  const option = table[name];
  return option !== undefined && takesValue(option) ? option.value : '';
}

function hintFor(table: OptionTable, name: string): string {
  const negated = name.replace(/^no-/, '');
  if (isValueOption(table, negated))
    return `--${negated} takes a value: --${negated} ${placeholder(table, negated)}`;
  const names = Object.keys(table).flatMap((each) => (isFlag(table, each) ? [each, `no-${each}`] : [each]));
  const best = nearest(name, names);
  return best === undefined ? 'see --help' : `did you mean --${best}?`;
}

function unknownShort(
  table: OptionTable,
  word: string,
  letter: string,
  translateFlag: TranslateFlag,
): string {
  const name = word.slice(1).replace(/=.*/s, '');
  const isLongWithOneDash = name.length > 1 && Object.hasOwn(table, name);
  const hint = isLongWithOneDash
    ? `did you mean --${name}?`
    : (translateFlag(word) ?? translateFlag(`-${letter}`) ?? 'see --help');
  return `unknown option ${quote(`-${letter}`)}${word.length > 2 ? ` in ${quote(word)}` : ''}; ${hint}`;
}
