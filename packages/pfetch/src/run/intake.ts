import {
  type DigestName,
  fieldText,
  type InputRow,
  MissingField,
  type Row,
  setAside,
  withoutResult,
  withoutLogin,
} from '@fetchutils/plumbing';
import { FetchError } from '@fetchutils/plumbing/http';

import type { FoundFile, Sink } from '../sinks/sink.js';
import { findExistingFile } from '../naming/existing-file.js';
import { bodyIdOf } from '../row/body-id-of.js';
import type { Job, Validators } from '../row/job.js';
import type { FileName } from '../row/file-name.js';
import type { NameSource } from '../naming/name-template.js';
import { nameFromOut } from '../naming/out-name.js';
import { refusalOf, type TakenNames } from '../naming/taken-names.js';
import type { Outcome } from '../row/outcome.js';
import { findLineProblem, parseRow, parseUrl, type ParsedRow } from '../row/parse-row.js';
import { validatorsOf } from '../row/validators-of.js';

export type IntakeOptions = {
  sink: Sink;
  /** Digests that rows may ask for. */
  algorithms: readonly DigestName[];
  nameOf(source: NameSource): FileName;
  /** Fields by whose values rows are counted. */
  counted: readonly string[];
  /** Names given so far. */
  taken: TakenNames;
  /** What the journal says of a row that it knows to be done, as members of an answer. */
  recall(text: string): string | undefined;
  /** A mirror for every row. */
  mirrorOf: ((row: Row) => string) | undefined;
  /** What to do about a file that is here: leave it, ask whether it has changed, or fetch it again. */
  existing: 'skip' | 'refresh' | 'overwrite';
  pathOf(name: string): string;
  /** Whether a row is this run's; undefined where all are. */
  isMine: ((row: Row) => boolean) | undefined;
};

/** A row with its answer, where it needs no request or can have none. */
export type EarlyAnswer = Pick<Job, 'text' | 'row'> &
  Partial<Pick<Job, 'expected' | 'validators'>> & { outcome: Outcome };

/** A row with the text that its answer begins with, and the answer that it was, where it is fed back. */
type Source = { text: string; row: Row; line: number; answer: Row | undefined };

/** Turns rows into jobs: reads them, names their files, and answers at once where nothing is to be fetched. */
export class Intake {
  readonly #options: IntakeOptions;
  #seq = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** Takes a row; undefined for one that is another run's. */
  take(input: InputRow): Job | EarlyAnswer | undefined {
    this.#seq += 1;
    const { line } = input;
    if (this.#options.isMine?.('row' in input ? input.row : {}) === false) return undefined;
    if ('problem' in input)
      return refuse({ text: `{"line":${line}}`, row: { line } }, 'bad-line', input.problem);
    const work = withoutResult(input.text === '' ? JSON.stringify(input.row) : input.text, input.row);
    const answer = work.row === input.row ? undefined : input.row;
    const source = { text: setAside(work.text, work.row), row: work.row, line, answer };
    const lineProblem = input.text === '' ? findLineProblem(String(input.row['url'])) : undefined;
    const parsed = lineProblem ?? parseRow(source.row, this.#options.algorithms);
    if (typeof parsed === 'string') return refuse(source, 'bad-row', `line ${line}: ${parsed}`);
    const unfit = this.#options.counted.find((field) => isUnfit(source.row[field]));
    if (unfit !== undefined)
      return refuse(source, 'bad-row', `line ${line}: the field ${JSON.stringify(unfit)} is nested too deep`);
    const name = this.#nameOf(source.row, parsed);
    if (typeof name === 'string') return refuse(source, 'bad-name', `line ${line}: ${name}`);
    return this.#takeNamed(source, parsed, name);
  }

  #takeNamed(source: Source, parsed: ParsedRow, name: FileName): Job | EarlyAnswer {
    const { taken, recall, existing, pathOf } = this.#options;
    const body = bodyIdOf(parsed.url);
    const given = taken.take(name.key, body);
    const refusal = refusalOf(given, name.key);
    if (refusal !== undefined) return refuse(source, 'name-taken', `line ${source.line}: ${refusal}`);
    const recalled = existing === 'skip' ? recall(source.text) : undefined;
    if (recalled !== undefined)
      return { ...source, outcome: { outcome: 'skipped', reason: 'journal', recalled } };
    const file = existing === 'overwrite' ? undefined : this.#find(name, given === 'again');
    const found = file === undefined ? undefined : this.#refuseFound(file, name, body);
    if (found !== undefined) return refuse(source, 'name-taken', `line ${source.line}: ${found}`);
    const isUsable = file !== undefined && isAsExpected(file, parsed);
    const validators = this.#validators(source, isUsable ? file : undefined);
    if (isUsable && existing === 'skip' && validators === undefined) {
      return {
        ...source,
        expected: parsed.expected,
        validators: source.answer && validatorsOf(source.answer),
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
      ownUrl: parsed.url,
      url: parsed.url,
      mirrors,
      // A file that is here keeps the name that it has.
      name: file === undefined ? name : { ...name, key: file.name },
      replaces: existing === 'overwrite' || file !== undefined,
      expected: parsed.expected,
      headers: parsed.headers,
      validators,
      attempts: 0,
      failures: 0,
      postponements: 0,
      waits: 0,
      isSecondLook: false,
      triedMs: 0,
      startedAtMs: 0,
    };
  }

  /** The file of a name; what this run has not brought may be there only where something was at its beginning. */
  #find(name: FileName, isAgain: boolean): FoundFile | undefined {
    const { sink } = this.#options;
    const mayBeThere = isAgain || (!sink.wasEmpty && (name.stem === undefined || sink.mayHave(name.stem)));
    return mayBeThere ? findExistingFile(sink, name) : undefined;
  }

  /** Why a file is not that of a row, where its extension tells only now what its name is. */
  #refuseFound(file: FoundFile, { key }: FileName, body: string): string | undefined {
    if (file.name === key) return undefined;
    return refusalOf(this.#options.taken.take(file.name, body), file.name);
  }

  #nameOf(row: Row, { url, urlText }: ParsedRow): FileName | string {
    if (row['out'] !== undefined && row['out'] !== null) {
      const named = nameFromOut(row['out']);
      return 'problem' in named ? named.problem : named;
    }
    const filled = fill(() => this.#options.nameOf({ row, url, urlText, seq: this.#seq }));
    return filled instanceof MissingField ? filled.message : filled;
  }

  /**
   * What the server is told of the version that is here, where one is: a row that brings its own asks for a conditional
   * request; an answer that is fed back, whose own it is, does with --refresh.
   */
  #validators({ row, answer }: Source, file: FoundFile | undefined): Validators | undefined {
    const { existing } = this.#options;
    if (existing === 'overwrite' || file === undefined) return undefined;
    if (existing === 'skip') return answer === undefined ? validatorsOf(row) : undefined;
    return validatorsOf(answer ?? row) ?? { lastModified: new Date(file.modifiedMs).toUTCString() };
  }

  #mirrorsOf(row: Row, { mirrors }: ParsedRow): string[] | string {
    const { mirrorOf } = this.#options;
    if (mirrorOf === undefined) return mirrors;
    const { url } = row;
    const mirror = fill(() => mirrorOf(typeof url === 'string' ? { ...row, url: withoutLogin(url) } : row));
    if (mirror instanceof MissingField) return `--mirror: ${mirror.message}`;
    const problem = parseUrl(mirror);
    return typeof problem === 'string'
      ? `--mirror gives ${withoutLogin(mirror).slice(0, 100)}: ${problem}`
      : [...mirrors, mirror];
  }
}

/** What a template comes to, or the field that the row does not have for it. */
function fill<Result>(template: () => Result): Result | MissingField {
  try {
    return template();
  } catch (error) {
    if (error instanceof MissingField) return error;
    throw error;
  }
}

/** True for a value that nothing can be counted by. */
function isUnfit(value: unknown): boolean {
  return typeof value === 'object' && value !== null && fieldText(value) === undefined;
}

/** True unless the row knows a size, and the file has another. */
function isAsExpected(file: FoundFile, { expected }: ParsedRow): boolean {
  return expected?.size === undefined || expected.size === file.bytes;
}

function refuse({ text, row }: { text: string; row: Row }, code: string, message: string): EarlyAnswer {
  return { text, row, outcome: { outcome: 'failed', error: new FetchError('input', code, message) } };
}
