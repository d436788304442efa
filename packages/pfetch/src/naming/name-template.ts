import {
  compileTemplate,
  type Field,
  fieldText,
  parseTemplate,
  quote,
  type Row,
  type Template,
  UsageError,
} from '@fetchutils/plumbing';

import { escapeText, finishComponent } from './escape-name.js';
import type { BodyFacts, FileName } from '../row/file-name.js';
import { hashText } from './hash-text.js';
import { hostName, pathName } from './url-name.js';

/** The row, URL and number that a name is made of. */
export type NameSource = { row: Row; url: URL; urlText: string; seq: number };

/** The function that names files by a template such as `{class}/{id}.{ext}`. */
export function compileNameTemplate(source: string): (from: NameSource) => FileName {
  const template = parseTemplate(source);
  checkLiterals(source, template.parts);
  const fields = new Set(template.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.name])));
  const sharesContent = isNamedByContent(template);
  const endsInExtension = isEndedByExtension(template);
  const render = compileTemplate(template, { encode: encodeField });
  const fill = (values: Row): string => render(values).split('/').map(finishComponent).join('/');

  return (from) => {
    const values = valuesOf(from, fields);
    const needsType = fields.has('ext') && isAbsent(from.row, 'ext');
    const needsHash = fields.has('sha256') && isAbsent(from.row, 'sha256');
    if (!needsType && !needsHash) return { key: fill(values) };
    const complete = (facts: BodyFacts): string =>
      fill({
        ...values,
        ...(needsType ? { ext: facts.ext } : {}),
        ...(needsHash ? { sha256: facts.sha256 } : {}),
      });
    const key = complete({ ext: unknown, sha256: hashText(from.urlText) });
    if (needsHash) return { key, complete, ...(sharesContent ? { sharesContent } : undefined) };
    const stem = endsInExtension ? stemOf(key) : undefined;
    if (stem === undefined) return { key, complete, withExtension: (ext) => complete({ ext, sha256: '' }) };
    // Half of what it takes to fill the template again.
    const withExtension = (ext: string): string => extend(stem, ext);
    return { key, complete: ({ ext }) => extend(stem, ext), withExtension, stem };
  };
}

function isNamedByContent({ parts }: Template): boolean {
  return parts.some(
    (part) => typeof part !== 'string' && part.name === 'sha256' && part.filters.length === 0,
  );
}

/** True for `... .{ext}`, as it is, with no other `{ext}`. */
function isEndedByExtension({ parts }: Template): boolean {
  const [before, last] = parts.slice(-2);
  const extensions = parts.filter((part) => typeof part !== 'string' && part.name === 'ext');
  const isLast = extensions.length === 1 && typeof last === 'object' && last.source === '{ext}';
  return isLast && typeof before === 'string' && before.endsWith('.');
}

/** Some endings, such as `.part`, are nobody's. */
function extend(stem: string, extension: string): string {
  const cut = stem.lastIndexOf('/') + 1;
  return `${stem.slice(0, cut)}${finishComponent(`${stem.slice(cut)}.${extension}`)}`;
}

/** What a name has before the dot of its extension; undefined where it is so long that an extension may have it cut. */
function stemOf(key: string): string | undefined {
  const dot = key.lastIndexOf('.');
  const length = dot < 80 ? dot : Buffer.byteLength(key.slice(key.lastIndexOf('/') + 1));
  return length > longestStem ? undefined : key.slice(0, dot);
}

/** Ten bytes of an extension and a dot go behind it, within the 250 of a component. */
const longestStem = 230;

function valuesOf({ row, url, urlText, seq }: NameSource, fields: ReadonlySet<string>): Row {
  const values: Row = {};
  for (const field of fields) {
    const given = isAbsent(row, field) ? undefined : row[field];
    if (field === 'host') values[field] = given === undefined ? hostName(url) : escapeGiven(given);
    else if (field === 'path') values[field] = given === undefined ? pathName(url) : escapeGiven(given);
    else if (given !== undefined) values[field] = given;
    else if (field === 'name') values[field] = lastSegment(url);
    else if (field === 'stem') values[field] = lastSegment(url).replace(/(.)\.[^.]*$/, '$1');
    else if (field === 'seq') values[field] = seq;
    else if (field === 'urlhash') values[field] = hashText(urlText);
  }
  return values;
}

/** Stands for an extension that is not known yet. */
const unknown = '~';

/** `host` and `path` are in place as they are; where the row brings its own, they are made safe here. */
function encodeField(text: string, field: Field): string {
  if (field.name === 'path' || field.name === 'host' || field.filters.includes('raw')) return text;
  if (text === unknown) return '~7E';
  return escapeText(text);
}

function escapeGiven(value: unknown): string | undefined {
  const text = fieldText(value);
  return text === undefined ? undefined : escapeText(text);
}

function isAbsent(row: Row, field: string): boolean {
  return row[field] === undefined || row[field] === null;
}

function lastSegment(url: URL): string {
  const segment = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function checkLiterals(source: string, parts: readonly (string | Field)[]): void {
  const literals = parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
  const problem =
    literals === '-'
      ? 'would be a file of that name: bodies go to files, rows to standard output; name them, as in "{name}"'
      : literals.startsWith('/')
        ? 'must be relative; give the folder with --dir'
        : literals.split('/').includes('..')
          ? 'may not contain ".."'
          : literals.endsWith('/') || literals === ''
            ? 'must end in the name of a file, as in "{class}/{name}"'
            : undefined;
  if (problem !== undefined) throw new UsageError(`--output ${quote(source)} ${problem}`);
}
