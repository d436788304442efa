/** The cells of a column in a batch of rows. */
export type Cells = {
  /** What the row holds here, as conditions and templates see it; undefined where it has nothing. */
  value(at: number): unknown;
  /** The same as JSON text; undefined where the row has no such field. */
  json(at: number): string | undefined;
};

export type Column = { readonly name: string; readonly cells: Cells };

/** A row that could not be read. */
export type BadRow = { row: number; problem: string };

/** Rows that were read together. */
export type Batch = {
  readonly count: number;
  readonly columns: readonly Column[];
  /** The number of a row in its file, counted from 1, as those that could not be read count too. */
  rowNumber(at: number): number;
  /** The number of their row group in the file, counted from 1; the rows of other formats are one group. */
  readonly group: number;
  readonly bad: readonly BadRow[];
};

/** A column as it is known before any row is read. */
export type ColumnInfo = { readonly name: string; readonly type: string };

/** A column by its name and some of its first cells. */
export type Sample = { readonly name: string; readonly values: readonly unknown[] };

/** What of a table is to be read. */
export type Reading = {
  /** Only these columns; all of them where this is undefined. A format that cannot leave any out gives more. */
  columns: readonly string[] | undefined;
  /** Which rows of a row group are read, counted from 0; none where this is undefined, all without this. */
  rowsOf?: (group: GroupInfo) => { from: number; to: number } | undefined;
};

/** Between what the values of a column lie; both undefined where all of them are null. */
export type Bounds = {
  readonly min: unknown;
  readonly max: unknown;
  readonly nulls: number | undefined;
  /** NaN is in no bounds and is no null. */
  readonly mayHaveNaN: boolean;
};

/** What is known of a row group before it is read. */
export type GroupInfo = {
  /** Counted from 0. */
  readonly index: number;
  readonly rows: number;
  bytesOf(column: string): number;
  boundsOf(column: string): Bounds | undefined;
};

/** A list, whatever its format. */
export type Table = {
  readonly format: string;
  /** Undefined where every row brings its own. */
  readonly columns: readonly ColumnInfo[] | undefined;
  /** Of a format that has row groups. */
  readonly groups?: readonly GroupInfo[];
  /** Some of the first cells of the columns that hold text, before anything is read. */
  sample(): Promise<readonly Sample[]>;
  read(reading: Reading): AsyncIterable<Batch>;
};
