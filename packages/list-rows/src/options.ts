import { BadValue, httpOptions, oneOf, type OptionValues, rowOutputOptions } from '@fetchutils/plumbing';

import { parseAddition, parseNames, parseRenamings } from './columns/parse-lists.js';
import { formats } from './tables/formats.js';

const columns = 'Columns';
const input = 'Input';

/** Every option of list-rows. */
export const options = {
  url: {
    value: 'COLUMN',
    group: columns,
    help: 'the column that holds the URLs; found by itself where it is called url, image_url, OriginalURL or the like',
  },
  rename: {
    value: 'OLD=NEW,...',
    group: columns,
    many: true,
    parse: parseRenamings,
    help: 'call columns something else, as in URL=url,TEXT=caption',
  },
  columns: {
    value: 'NAME,...',
    group: columns,
    parse: parseNames,
    help: 'only these columns, in this order, beside the URL',
  },
  drop: { value: 'NAME,...', group: columns, many: true, parse: parseNames, help: 'leave these columns out' },
  'no-header': {
    value: 'NAME,...',
    group: columns,
    parse: parseNames,
    help: 'the first line is a row already, and these are the names of the columns',
  },
  add: {
    value: 'FIELD=TEMPLATE',
    group: columns,
    many: true,
    parse: parseAddition,
    help: 'add a field to every row, as in key={file}-{row:09}; {file}, {row}, {group} and columns stand for their values',
  },
  numbers: {
    value: 'NAME,...',
    group: columns,
    many: true,
    parse: parseNames,
    help: 'these columns of a CSV or TSV are numbers and no text',
  },
  'format-in': {
    value: 'FORMAT',
    group: input,
    parse: oneOf(...formats),
    choices: formats,
    help: 'what the lists are, instead of what their content says',
  },
  encoding: {
    value: 'LABEL',
    group: input,
    parse: encodingLabel,
    help: 'the encoding of text, as in shift_jis; UTF-8 or UTF-16 without this, and latin-1 for lines that are neither',
  },
  quoting: { group: input, help: 'cells of a TSV may stand in quotes, as pandas and Excel write them' },
  'failures-ok': { group: 'Output', help: 'exit with 0 also where rows could not be read' },
  ...rowOutputOptions,
  ...httpOptions,
} as const;

/** What the options come to on a command line. */
export type Options = OptionValues<typeof options>;

function encodingLabel(text: string): string {
  try {
    return new TextDecoder(text).encoding;
  } catch {
    throw new BadValue('a label of the Encoding standard, such as utf-16le, windows-1252 or shift_jis');
  }
}
