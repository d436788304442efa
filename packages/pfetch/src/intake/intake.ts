import { type InputRow, MissingField, type Row, withoutResult } from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

import { type ExistingFile, findExistingFile } from './existing-file.js';
import type { Job, Validators } from './job.js';
import type { FileName } from './name/file-name.js';
import type { NameSource } from './name/name-template.js';
import { nameFromOut } from './name/out-name.js';
import { TakenNames } from './name/taken-names.js';
import type { Outcome } from './outcome.js';
import { parseRow, parseUrl, type ParsedRow } from './parse-row.js';
import { SeenNames } from './seen-names.js';

export type IntakeOptions = {
  dir: string;
  /** Digests that rows may ask for. */
  algorithms: readonly string[];
  nameOf(source: NameSource): FileName;
  /** Names given so far; undefined where every name is unique by construction. */
  taken: TakenNames | undefined;
  /** True for a row that the journal knows to be done. */
  isDone(text: string): boolean;
  /** A mirror for every row. */
  mirrorOf: ((row: Row) => string) | undefined;
  /** What to do about a file that is here: leave it, ask whether it has changed, or fetch it again. */
  existing: 'skip' | 'refresh' | 'overwrite';
  /** False where the output folder was empty at the start. */
  mayExist: boolean;
  pathOf(name: string): string;
};

/** A row with its answer, where it needs no request or can have none. */
export type EarlyAnswer = { text: string; row: Row; outcome: Outcome };

type Source = { text: string; row: Row; line: number; isFedBack: boolean };

/** Turns rows into jobs: reads them, names their files, and answers at once where nothing is to be fetched. */
export class Intake {
  readonly #options: IntakeOptions;
  #taken: TakenNames | undefined;
  readonly #seen = new SeenNames();
  #seq = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#taken = options.taken;
  }

  take(input: InputRow): Job | EarlyAnswer {
    this.#seq += 1;
    const { line } = input;
    if ('problem' in input)
      return refuse({ text: `{"line":${line}}`, row: { line } }, 'bad-line', input.problem);
    const work = withoutResult(input.text === '' ? JSON.stringify(input.row) : input.text, input.row);
    const source = { text: work.text, row: work.row, line, isFedBack: work.row !== input.row };
    const parsed = parseRow(source.row, this.#options.algorithms);
    if (typeof parsed === 'string') return refuse(source, 'bad-row', `line ${line}: ${parsed}`);
    const name = this.#nameOf(source.row, parsed);
    if (typeof name === 'string') return refuse(source, 'bad-name', `line ${line}: ${name}`);
    return this.#takeNamed(source, parsed, name);
  }

  #takeNamed(source: Source, parsed: ParsedRow, name: FileName): Job | EarlyAnswer {
    const { taken, isDone, existing, mayExist, dir, pathOf } = this.#options;
    const given = this.#taken?.take(name.key, parsed.urlText) ?? 'again';
    if (given === 'taken') {
      return refuse(
        source,
        'name-taken',
        `line ${source.line}: another URL has the name ${name.key} already`,
      );
    }
    if (existing === 'skip' && isDone(source.text)) {
      return { ...source, outcome: { outcome: 'skipped', reason: 'journal', path: pathOf(name.key) } };
    }
    const isSeen = taken === undefined && !mayExist ? this.#seen.mayHave(name.key) : given === 'again';
    const mayBeThere = existing !== 'overwrite' && (mayExist || isSeen || name.complete !== undefined);
    const file = mayBeThere ? findExistingFile(dir, name) : undefined;
    const validators = this.#validators(source, parsed, file);
    if (file !== undefined && existing === 'skip' && validators === undefined && isAsExpected(file, parsed)) {
      return {
        ...source,
        outcome: { outcome: 'skipped', reason: 'exists', path: pathOf(file.name), bytes: file.bytes },
      };
    }
    const mirrors = this.#mirrorsOf(source.row, parsed);
    if (typeof mirrors === 'string') return refuse(source, 'bad-mirror', `line ${source.line}: ${mirrors}`);
    return {
      line: source.line,
      text: source.text,
      row: source.row,
      urlText: parsed.urlText,
      url: parsed.url,
      mirrors,
      // A file that is here keeps the name that it has.
      name: file === undefined ? name : { ...name, key: file.name },
      expected: parsed.expected,
      headers: parsed.headers,
      validators,
      attempts: 0,
      failures: 0,
      postponements: 0,
      isSecondLook: false,
      startedAtMs: 0,
    };
  }

  #nameOf(row: Row, { url, urlText }: ParsedRow): FileName | string {
    if (row['out'] !== undefined && row['out'] !== null) {
      // A row that names itself may want the name of any other.
      this.#taken ??= new TakenNames(false);
      const named = nameFromOut(row['out']);
      return 'problem' in named ? named.problem : named;
    }
    try {
      return this.#options.nameOf({ row, url, urlText, seq: this.#seq });
    } catch (error) {
      if (error instanceof MissingField) return error.message;
      throw error;
    }
  }

  /** What the server is told of the version that is here; a row that brings its own asks for a conditional request. */
  #validators(
    { isFedBack }: Source,
    parsed: ParsedRow,
    file: ExistingFile | undefined,
  ): Validators | undefined {
    if (this.#options.existing === 'overwrite') return undefined;
    if (
      parsed.validators !== undefined &&
      (!isFedBack || (file !== undefined && this.#options.existing === 'refresh'))
    ) {
      return parsed.validators;
    }
    if (file === undefined || this.#options.existing !== 'refresh') return undefined;
    return { lastModified: new Date(file.modifiedMs).toUTCString() };
  }

  #mirrorsOf(row: Row, { mirrors }: ParsedRow): string[] | string {
    if (this.#options.mirrorOf === undefined) return mirrors;
    const mirror = this.#options.mirrorOf(row);
    const problem = parseUrl(mirror);
    return typeof problem === 'string'
      ? `--mirror gives ${mirror.slice(0, 100)}: ${problem}`
      : [...mirrors, mirror];
  }
}

/** True unless the row knows a size, and the file has another. */
function isAsExpected(file: ExistingFile, { expected }: ParsedRow): boolean {
  return expected?.size === undefined || expected.size === file.bytes;
}

function refuse({ text, row }: { text: string; row: Row }, code: string, message: string): EarlyAnswer {
  return { text, row, outcome: { outcome: 'failed', error: new FetchError('input', code, message, false) } };
}
