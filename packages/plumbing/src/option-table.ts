/** An option that is on or off; `--no-NAME` turns it off. */
export type Flag = { help: string; short?: string; group?: string; default?: boolean };

/** An option with a value; `value` is its name in the help, `parse` its check and its type. */
export type ValueOption<T = unknown> = {
  value: string;
  help: string;
  short?: string;
  group?: string;
  parse?: (text: string) => T;
  default?: T;
  /** What the help says of the default, where the value itself would say little. */
  defaultText?: string;
  /** May be given several times; the value is a list. */
  many?: true;
  /** The words that are allowed, for help and completion. */
  choices?: readonly string[];
  /** What a shell should offer as values. */
  completes?: 'file' | 'directory';
};

export type Option = Flag | ValueOption;

/** Every option of a tool, by its long name. */
export type OptionTable = Readonly<Record<string, Option>>;

type CamelCase<Name> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

type Parsed<O> = O extends { parse: (text: string) => infer T } ? T : string;

type ValueOf<O> = O extends { value: string }
  ? O extends { many: true }
    ? Parsed<O>[]
    : O extends { default: unknown }
      ? Parsed<O>
      : Parsed<O> | undefined
  : boolean;

/** The values that a table's options come to, by their names in camelCase. */
export type OptionValues<Table> = { [Name in keyof Table as CamelCase<Name>]: ValueOf<Table[Name]> };

/** True for an option that takes a value. */
export function takesValue(option: Option): option is ValueOption {
  return 'value' in option;
}

/** `max-retry-after` as it is called in code: `maxRetryAfter`. */
export function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
