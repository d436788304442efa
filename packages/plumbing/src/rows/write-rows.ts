import { UsageError } from '../failures.js';
import type { OptionValues } from '../option-table.js';
import type { Output } from '../output.js';
import type { Row } from './row.js';
import { fieldText } from '../template/value-text.js';
import { compileTemplate } from '../template/compile-template.js';
import { parseTemplate, type Template } from '../template/parse-template.js';

/** The options that say how rows are printed. */
export const rowOutputOptions = {
  format: {
    value: 'TEMPLATE',
    group: 'Output',
    help: String.raw`print rows as text, as in '{url}\t{id}', instead of JSON; a field that is absent is empty`,
  },
  plain: { group: 'Output', help: 'print only the URL of each row (for pfetch: the path of each file)' },
  null: {
    short: '0',
    group: 'Output',
    help: 'end rows with NUL instead of newline, for xargs -0; lines that are read may end so, too',
  },
} as const;

/** Prints rows: gathered into large writes, yet none later than the end of the current turn of the event loop. */
export type RowWriter = {
  /** Prints a row; the promise, where there is one, settles when the reader has caught up. */
  write(row: Row): Promise<void> | undefined;
  /** The same for a row whose JSON text is known, so that it need not be written again. */
  writeText(json: string, row: Row | undefined): Promise<void> | undefined;
  flush(): Promise<void>;
};

// Two bytes a character, as text beyond Latin-1 takes, 64k of them are mapped and unmapped for themselves: 4 % of list-links.
const writeSize = 48 * 1024;

/** A writer of rows as the user chose; with --plain it prints `plainField`, and nothing for a row without it. */
export function createRowWriter(
  output: Output,
  chosen: OptionValues<typeof rowOutputOptions>,
  plainField = 'url',
): RowWriter {
  const print = createPrinter(chosen, plainField);
  const end = chosen.null ? '\0' : '\n';
  let pending = '';
  let isScheduled = false;
  let behind: Promise<void> | undefined;

  function send(): void {
    isScheduled = false;
    if (pending === '' || behind !== undefined) return;
    const text = pending;
    pending = '';
    behind = output.write(text)?.then(() => {
      behind = undefined;
      trySend();
    });
  }

  function add(text: string | undefined): Promise<void> | undefined {
    if (text === undefined) return behind;
    pending += text + end;
    if (pending.length >= writeSize) send();
    else if (!isScheduled) {
      isScheduled = true;
      setImmediate(trySend);
    }
    return behind;
  }

  function trySend(): void {
    try {
      send();
    } catch {
      // The output has failed: the next write or flush throws it where somebody listens.
    }
  }

  return {
    write: (row) => add(print === undefined ? JSON.stringify(row) : print(row)),
    writeText: (json, row) => add(print === undefined ? json : print(row ?? (JSON.parse(json) as Row))),
    async flush() {
      while (pending !== '' || behind !== undefined) {
        send();
        if (behind !== undefined) await behind;
      }
      await output.flush();
    },
  };
}

/** Row -> text as chosen; undefined where that is JSON. */
function createPrinter(
  chosen: OptionValues<typeof rowOutputOptions>,
  plainField: string,
): ((row: Row) => string | undefined) | undefined {
  if (chosen.format !== undefined) {
    if (chosen.plain) throw new UsageError('--format and --plain exclude each other');
    return compileTemplate(parseFormat(chosen.format), { missing: () => '' });
  }
  return chosen.plain ? (row) => plainText(row[plainField]) : undefined;
}

/** Reads the value of --format; `\t` and its like stand for what printf makes of them. */
export function parseFormat(format: string): Template {
  return parseTemplate(unescape(format));
}

function plainText(value: unknown): string | undefined {
  return value === '' ? undefined : fieldText(value);
}

/** `\t`, `\n`, `\0` and `\\` as printf has them: no shell makes a tab easy to type. */
function unescape(text: string): string {
  const meanings: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '0': '\0', '\\': '\\' };
  return text.replace(/\\([tnr0\\])/g, (whole, letter: string) => meanings[letter] ?? whole);
}
