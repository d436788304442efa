import { BadValue, parseTemplate, type Template } from '@fetchutils/plumbing';

/** Reads `a,b,c`. */
export function parseNames(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new BadValue('names of columns by commas, as in url,caption');
  return names;
}

/** What a column is called from now on. */
export type Renaming = readonly [from: string, to: string];

/** Reads `OLD=NEW,OLD=NEW`. */
export function parseRenamings(text: string): Renaming[] {
  return text.split(',').map((pair) => {
    const equals = pair.lastIndexOf('=');
    const [from, to] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    if (equals < 0 || from === '' || to === '') throw new BadValue('OLD=NEW, as in URL=url,TEXT=caption');
    return [from, to] as const;
  });
}

/** A field that every row gets. */
export type Addition = { field: string; template: Template };

/** Reads `FIELD=TEMPLATE`. */
export function parseAddition(text: string): Addition {
  const equals = text.indexOf('=');
  if (equals <= 0) throw new BadValue('FIELD=TEMPLATE, as in key={file}-{row:09}');
  return { field: text.slice(0, equals), template: parseTemplate(text.slice(equals + 1)) };
}
