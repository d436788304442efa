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
import { createRowMaker, type RowsRequest } from './row-maker.js';
import { createRowPrinter } from './row-printer.js';
import { rowsFromStdin } from './rows-from-stdin.js';

/** Writes a row for every row of standard input, which fills the fields that nothing else defines. */
export async function fillFromStdin(io: Io, options: Options, asked: Asked): Promise<number> {
  checkMeant(io, options, asked);
  const request = planRows(options, asked);
  const maker = createRowMaker(request, io.stderr);
  for (const { chunks } of openInputs(io, ['-'], 'rows')) {
    for await (const text of rowsFromStdin(maker, chunks, request.most)) {
      if (!options.count) await io.stdout.write(text);
    }
  }
  if (options.count) await io.stdout.write(`${maker.seen.made}\n`);
  const named = asked.undefinedFields.find(({ name }) => name !== '');
  if (maker.seen.read === 0 && named !== undefined && !options.stdin) {
    throw new UsageError(`${noValues(named, asked)} (standard input, which could fill it, is empty)`);
  }
  return maker.seen.refused === 0 ? exitStatus.ok : exitStatus.someFailed;
}

function planRows(options: Options, { template, variables, undefinedFields }: Asked): RowsRequest {
  const fields = [...new Map(undefinedFields.map((field) => [field.name, field])).values()];
  const all = [...fields.map(({ name }) => ({ name, values: listValues([]) })), ...variables];
  const url = compileUrl(template, all);
  const format = options.format === undefined ? undefined : parseFormat(options.format);
  const { first, stride, count } = selectRows(undefined, options);
  return {
    url,
    fields,
    variables: variables.map(({ values }) => values),
    problemOf: checkUrl(template, url, all),
    first: Number(first),
    stride: Number(stride),
    most: Number(count ?? Infinity),
    print: createRowPrinter(variables, { format, plain: options.plain, null: options.null }),
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
