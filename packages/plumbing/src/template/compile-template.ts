import type { Row } from '../rows/row.js';
import { compileFormat } from './format-value.js';
import type { Field, Template } from './parse-template.js';

/** A template asks for a field that the row does not have. */
export class MissingField extends Error {
  constructor(readonly field: Field) {
    super(`no field ${JSON.stringify(field.name)} for ${field.source}`);
  }
}

export type TemplateRules = {
  /** What each value goes through before it is put in place, such as percent-encoding. */
  encode?: (text: string, field: Field) => string;
  /** Stands in for an absent field; by default that is a MissingField. */
  missing?: (field: Field) => string;
};

/** The function that fills a template from a row. */
export function compileTemplate(template: Template, rules: TemplateRules = {}): (row: Row) => string {
  const parts = template.parts.map((part) => (typeof part === 'string' ? part : compileField(part, rules)));
  return (row) => {
    let text = '';
    for (const part of parts) text += typeof part === 'string' ? part : part(row);
    return text;
  };
}

function compileField(field: Field, { encode, missing }: TemplateRules): (row: Row) => string {
  const format = compileFormat(field.format, field.filters);
  return (row) => {
    const value = Object.hasOwn(row, field.name) ? row[field.name] : undefined;
    if (value === undefined || value === null) {
      if (missing === undefined) throw new MissingField(field);
      return missing(field);
    }
    const text = format(value);
    return encode === undefined ? text : encode(text, field);
  };
}
