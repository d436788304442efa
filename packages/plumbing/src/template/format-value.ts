import { quote } from '../quote.js';
import { fieldText } from './value-text.js';
import { checkDatePattern, formatDate } from './format-date.js';
import { slug } from './slug.js';

const bases: Readonly<Record<string, number>> = { x: 16, X: 16, o: 8, b: 2, d: 10 };

const filters: Readonly<Record<string, (text: string) => string>> = {
  raw: (text) => text,
  slug,
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
};

/** The names of the filters, for messages and manuals; `raw` also switches off a tool's own encoding. */
const filterNames = Object.keys(filters);

/** What is wrong with a format, or nothing. */
export function checkFormat(format: string): string | undefined {
  if (/^(0[1-9]\d{0,2})?[xXobd]?$/.test(format) && format !== '') return undefined;
  if (format.includes('%')) return checkDatePattern(format);
  return `the format ${quote(format)}; expected a padding such as 05, one of x X o b, or a date such as %Y-%m-%d`;
}

/** What is wrong with a list of filters, or nothing. */
export function checkFilters(names: readonly string[]): string | undefined {
  const unknown = names.find((name) => !Object.hasOwn(filters, name));
  return unknown === undefined
    ? undefined
    : `the filter ${quote(unknown)}; expected one of ${filterNames.join(', ')}`;
}

/** The function that turns a value into the text its field stands for. */
export function compileFormat(
  format: string | undefined,
  names: readonly string[],
): (value: unknown) => string {
  const write =
    format === undefined ? textOf : format.includes('%') ? dateWriter(format) : numberWriter(format);
  const steps = names.map((name) => filters[name]).filter((step) => step !== undefined);
  if (steps.length === 0) return write;
  return (value) => steps.reduce((text, step) => step(text), write(value));
}

function textOf(value: unknown): string {
  return fieldText(value) ?? '';
}

function dateWriter(format: string): (value: unknown) => string {
  return (value) => formatDate(textOf(value), format);
}

function numberWriter(format: string): (value: unknown) => string {
  const width = Number(/^0(\d+)/.exec(format)?.[1] ?? 0);
  const letter = /[a-z]$/i.exec(format)?.[0] ?? 'd';
  const base = bases[letter] ?? 10;
  return (value) => {
    const [, sign = '', digits = ''] = /^(-?)(.*)$/s.exec(textOf(value)) ?? [];
    if (base === 10) return sign + digits.padStart(width - sign.length, '0');
    if (!/^\d+$/.test(digits)) return sign + digits;
    const text = BigInt(digits).toString(base);
    return sign + (letter === 'X' ? text.toUpperCase() : text).padStart(width - sign.length, '0');
  };
}
