import { UsageError } from '../failures.js';
import { quote } from '../quote.js';
import { checkFilters, checkFormat } from './format-value.js';

/** A place in a template: `{name}`, `{name=spec}`, `{name:format}`, `{name|filter|filter}`. */
export type Field = {
  readonly name: string;
  readonly spec?: string;
  readonly format?: string;
  readonly filters: readonly string[];
  /** As typed, with its braces. */
  readonly source: string;
};

/** A text with fields; `{{` and `}}` stand for the braces themselves. */
export type Template = { readonly source: string; readonly parts: readonly (string | Field)[] };

/** Reads a template; what is wrong with it is a UsageError that quotes it. */
export function parseTemplate(source: string): Template {
  const parts: (string | Field)[] = [];
  let literal = '';
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charAt(at);
    if ((char === '{' || char === '}') && source[at + 1] === char) {
      literal += char;
      at += 1;
    } else if (char === '{') {
      const end = source.indexOf('}', at);
      if (end < 0)
        throw new UsageError(`${quote(source)}: "{" is never closed; write {{ for the brace itself`);
      if (literal !== '') parts.push(literal);
      literal = '';
      parts.push(parseField(source.slice(at + 1, end), source));
      at = end;
    } else if (char === '}') {
      throw new UsageError(`${quote(source)}: "}" closes nothing; write }} for the brace itself`);
    } else literal += char;
  }
  if (literal !== '') parts.push(literal);
  return { source, parts };
}

function parseField(inner: string, template: string): Field {
  const source = `{${inner}}`;
  const [head = '', ...filters] = inner.split('|');
  const [, name = '', rest = ''] = /^([^=:{]*)(.*)$/s.exec(head) ?? [];
  const field = { name, ...specAndFormat(rest), filters, source };
  const problem =
    (inner.includes('{') ? 'a "{" inside; write {{ for the brace itself' : undefined) ??
    (field.format === undefined ? undefined : checkFormat(field.format)) ??
    checkFilters(filters);
  if (problem !== undefined) throw new UsageError(`${quote(template)}: ${quote(source)} has ${problem}`);
  return field;
}

/** `=spec:format`, where the colon of `=@file.csv:column` belongs to the spec. */
function specAndFormat(rest: string): { spec?: string; format?: string } {
  if (rest.startsWith(':')) return { format: rest.slice(1) };
  if (!rest.startsWith('=')) return {};
  const colon = rest.startsWith('=@') ? -1 : rest.indexOf(':');
  return colon < 0 ? { spec: rest.slice(1) } : { spec: rest.slice(1, colon), format: rest.slice(colon + 1) };
}
