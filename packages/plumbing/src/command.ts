import type { Io } from './io.js';
import type { OptionTable, OptionValues } from './option-table.js';

/** A tool: everything that its parser, help, man page, completions and reference page are made from, and what it does. */
export type Command<Table extends OptionTable = OptionTable> = {
  name: string;
  /** What it does, in a few words that begin with a verb. */
  summary: string;
  /** The ways to call it, each without the name. */
  synopsis: readonly string[];
  /** Paragraphs for the man page; the first is also in the help. */
  description: readonly string[];
  options: Table;
  /** What an option that is none here, but one of a program that people know, would be here. */
  translateFlag?: (flag: string) => string | undefined;
  examples: readonly { run: string; does: string }[];
  /** Further sections of the man page; a line that begins with two spaces stands as it is. */
  sections?: readonly { title: string; body: readonly string[] }[];
  environment?: readonly (readonly [name: string, meaning: string])[];
  files?: readonly (readonly [name: string, meaning: string])[];
  seeAlso?: readonly string[];
  run(io: Io, options: OptionValues<Table>, operands: string[]): Promise<number>;
};

/** Declares a tool; the types of its options follow from the table. */
export function defineCommand<const Table extends OptionTable>(command: Command<Table>): Command<Table> {
  return command;
}
