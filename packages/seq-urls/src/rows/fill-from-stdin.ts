import {
  exitStatus,
  nearest,
  openInputs,
  parseFormat,
  quote,
  UsageError,
  type Field,
  type Io,
} from '@fetchutils/plumbing';

import type { Options } from '../options.js';
import { selectRows } from '../selection.js';
import { listValues } from '../spec/listed-values.js';
import { checkUrl } from '../template/check-url.js';
import { compileUrl } from '../template/compile-url.js';
import type { Asked } from '../template/variables.js';
import { createRowPrinter } from './row-printer.js';
import { rowsFromStdin, type RowsRequest, type RowsSeen } from './rows-from-stdin.js';

/** Writes a row for every row of standard input, which fills the fields that nothing else defines. */
export async function fillFromStdin(io: Io, options: Options, asked: Asked): Promise<number> {
  checkMeant(io, options, asked);
  const request = planRows(options, asked);
  const seen: RowsSeen = { read: 0, refused: 0, made: 0n };
  for (const { chunks } of await openInputs(io, ['-'], 'rows')) {
    for await (const text of rowsFromStdin(request, chunks, io.stderr, seen)) {
      if (!options.count) await io.stdout.write(text);
    }
  }
  if (options.count) await io.stdout.write(`${seen.made}\n`);
  const named = asked.undefinedFields.find(({ name }) => name !== '');
  if (seen.read === 0 && named !== undefined && !options.stdin) {
    throw new UsageError(`${noValues(named, asked)} (standard input, which could fill it, is empty)`);
  }
  return seen.refused === 0 ? exitStatus.ok : exitStatus.someFailed;
}

function planRows(options: Options, { template, variables, undefinedFields }: Asked): RowsRequest {
  const fields = [...new Map(undefinedFields.map((field) => [field.name, field])).values()];
  const all = [...fields.map(({ name }) => ({ name, values: listValues([]) })), ...variables];
  const url = compileUrl(template, all);
  const problemOf = checkUrl(template, url, all);
  const format = options.format === undefined ? undefined : parseFormat(options.format);
  const look = { format, plain: options.plain, null: options.null };
  return {
    url,
    fields,
    variables,
    problemOf,
    selection: selectRows(undefined, options),
    print: createRowPrinter(variables, look),
  };
}

/** Stops where a field without values is more likely a mistake than meant for standard input. */
function checkMeant(io: Io, options: Options, asked: Asked): void {
  for (const option of ['zip', 'shuffle'] as const) {
    if (options[option])
      throw new UsageError(
        `--${option} cannot be used with rows from standard input; name=@- holds its lines in memory`,
      );
  }
  const endless = asked.variables.find(({ values }) => values.size === undefined);
  if (endless !== undefined)
    throw new UsageError(`${endless.name}= has no end, so only the first row would be used; give it one`);
  const named = asked.undefinedFields.find(({ name }) => name !== '');
  const isMeant =
    options.stdin || named === undefined || asked.undefinedFields.some(({ name }) => name === '');
  if (named === undefined || isMeant) return;
  if (asked.variables.length > 0) {
    throw new UsageError(`${noValues(named, asked)}, or --stdin to fill it from rows on standard input`);
  }
  if (io.stdinIsTerminal) throw new UsageError(`${noValues(named, asked)}, or pipe rows with that field in`);
}

function noValues({ name, source }: Field, { variables }: Asked): string {
  const meant = nearest(
    name,
    variables.map((variable) => variable.name),
  );
  return meant === undefined
    ? `${quote(source)} has no values; add ${name}=1..100`
    : `${quote(source)} has no values; did you mean {${meant}}? Otherwise add ${name}=1..100`;
}
