import { fieldText } from './value-text.js';
import { compileFormat } from './format-value.js';
import type { Field, Template } from './parse-template.js';

/** What a template is filled from. */
type Fields = Readonly<Record<string, unknown>>;

/** A template asks for a field that the row does not have, or has in no form that can be written. */
export class MissingField extends Error {
  constructor(
    readonly field: Field,
    message = `no field ${JSON.stringify(field.name)} for ${field.source}`,
  ) {
    super(message);
  }
}

export type TemplateRules = {
  /** What each value goes through before it is put in place, such as percent-encoding. */
  encode?: (text: string, field: Field) => string;
  /** Stands in for an absent field; by default that is a MissingField. */
  missing?: (field: Field) => string;
};

/** The function that fills a template from a row. */
export function compileTemplate(template: Template, rules: TemplateRules = {}): (row: Fields) => string {
  const parts = template.parts.map((part) => (typeof part === 'string' ? part : compileField(part, rules)));
  return (row) => {
    let text = '';
    for (const part of parts) text += typeof part === 'string' ? part : part(row);
    return text;
  };
}

function compileField(field: Field, { encode, missing }: TemplateRules): (row: Fields) => string {
  const format = compileFormat(field.format, field.filters);
  const formatNested = (value: object): string | undefined => {
    const text = fieldText(value);
    return text === undefined ? undefined : format(text);
  };
  return (row) => {
    const value = Object.hasOwn(row, field.name) ? row[field.name] : undefined;
    if (value === undefined || value === null) {
      if (missing === undefined) throw new MissingField(field);
      return missing(field);
    }
    const text = typeof value === 'object' ? formatNested(value) : format(value);
    if (text === undefined) {
      if (missing !== undefined) return missing(field);
      throw new MissingField(field, `the field ${JSON.stringify(field.name)} is nested too deep`);
    }
    return encode === undefined ? text : encode(text, field);
  };
}
