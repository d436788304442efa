import { nearest, parseTemplate, quote, UsageError, type Field, type Template } from '@fetchutils/plumbing';

import { parseSpec } from '../spec/parse-spec.js';
import { parseValueFile, readValueFile } from '../spec/value-file.js';
import type { Values } from '../spec/values.js';
import type { Variable } from './compile-url.js';

/** What a template asks for: its variables in order of first appearance, and the fields that nothing defines. */
export type Asked = { template: Template; variables: Variable[]; undefinedFields: Field[] };

/** What names stand for: as text, as patterns of curl's, and where `@-` is read. */
export type Definitions = {
  specs: ReadonlyMap<string, string>;
  patterns: ReadonlyMap<string, Values>;
  stdin: () => AsyncIterable<Buffer> | Buffer[];
};

/** Reads a template and what its variables stand for, whether beside it or inside as `{id=1..5}`. */
export async function readVariables(text: string, { specs, patterns, stdin }: Definitions): Promise<Asked> {
  const template = parseTemplate(text);
  const fields = template.parts.filter((part) => typeof part !== 'string');
  for (const field of fields) checkName(field);
  const given = new Map([...specs, ...inlineSpecs(fields, specs)]);
  for (const [name, spec] of given) checkUsed(name, spec, fields);
  const variables: Variable[] = [];
  for (const name of new Set(fields.map((field) => field.name))) {
    const spec = given.get(name);
    const values =
      patterns.get(name) ?? (spec === undefined ? undefined : await readValues(name, spec, stdin));
    if (values !== undefined) variables.push({ name, values });
  }
  const defined = new Set(variables.map(({ name }) => name));
  return { template, variables, undefinedFields: fields.filter(({ name }) => !defined.has(name)) };
}

async function readValues(name: string, spec: string, stdin: Definitions['stdin']): Promise<Values> {
  try {
    return spec.startsWith('@')
      ? await readValueFile(parseValueFile(spec.slice(1)), name, stdin)
      : parseSpec(spec);
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${name}: ${error.message}`);
    throw error;
  }
}

function inlineSpecs(fields: readonly Field[], specs: ReadonlyMap<string, string>): Map<string, string> {
  const inline = new Map<string, string>();
  for (const { name, spec, source } of fields) {
    if (spec === undefined) continue;
    const other = specs.get(name) ?? inline.get(name);
    if (other !== undefined && other !== spec) {
      throw new UsageError(`${quote(source)}: {${name}} already stands for ${quote(other)}`);
    }
    inline.set(name, spec);
  }
  return inline;
}

function checkName({ name, source, spec }: Field): void {
  if (name === '' && spec === undefined) return;
  if (name === 'url')
    throw new UsageError(`${quote(source)}: the field url is what is made; choose another name`);
  if (/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)) return;
  if (/^[^{}]+(\.\.|,)/.test(name)) {
    throw new UsageError(`${quote(source)} has no name; write {id=${name}} (or --glob for curl's patterns)`);
  }
  throw new UsageError(`${quote(source)}: a name is letters, digits and _; {{ and }} stand for braces`);
}

function checkUsed(name: string, spec: string, fields: readonly Field[]): void {
  if (fields.some((field) => field.name === name)) return;
  const names = [...new Set(fields.map((field) => field.name))].filter((other) => other !== '');
  const meant = nearest(name, names);
  const hint = meant === undefined ? `write {${name}} where its values go` : `did you mean ${meant}=${spec}?`;
  throw new UsageError(`${quote(`${name}=${spec}`)} is not used: the template has no {${name}}; ${hint}`);
}
