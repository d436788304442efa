import {
  BadValue,
  httpOptions,
  nonNegativeInteger,
  oneOf,
  type OptionValues,
  parseShard,
  rowOutputOptions,
} from '@fetchutils/plumbing';

import { parseAddition, parseNames, parseRenamings } from './columns/parse-lists.js';
import { parseShare } from './select/parse-share.js';
import { formats } from './tables/formats.js';
import { parseCondition } from './where/parse-condition.js';

const columns = 'Columns';
const rows = 'Rows';
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
  shard: {
    value: 'I/N',
    group: rows,
    parse: parseShard,
    help: 'only the I-th of N parts, for N runs that share the work: every N-th row group of Parquet, every N-th row of others',
  },
  where: {
    value: 'CONDITION',
    group: rows,
    parse: parseCondition,
    help: "only rows for which it holds, as in 'similarity > 0.3 and width >= 256'; see CONDITIONS",
  },
  sample: {
    value: 'SHARE',
    group: rows,
    parse: parseShare,
    help: 'only a random share of the rows, as in 0.01 or 1%',
  },
  seed: {
    value: 'N',
    group: rows,
    parse: nonNegativeInteger,
    help: 'for --sample: the rows that this number stands for, everywhere the same; one is drawn and told without this',
  },
  unique: { group: rows, help: 'each URL once in the whole run, with its first row' },
  skip: {
    value: 'N',
    group: rows,
    parse: nonNegativeInteger,
    default: 0,
    help: 'leave out the first N of the rows that are left',
  },
  take: { value: 'N', group: rows, parse: nonNegativeInteger, help: 'end behind N rows' },
  count: { group: rows, help: 'write how many rows there would be instead of the rows' },
  schema: {
    group: rows,
    help: 'write a row for each column instead: its name, type, size, and three of its values',
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
