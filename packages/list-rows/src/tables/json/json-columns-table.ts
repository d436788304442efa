import type { RandomAccess } from '../../source/byte-source.js';
import { decodeText, type OddLineListener } from '../../text/decode-text.js';
import { TableFailure } from '../../table-failure.js';
import type { Batch, Reading, Sample, Table } from '../table.js';
import { findColumns, type PlacedColumn } from './find-columns.js';
import { JsonSplitter } from './json-splitter.js';

const chunkBytes = 128 * 1024;
const batchRows = 1024;

/** A JSON object of columns. Each column is read at a place of its own, so that no column is held in memory. */
export async function openJsonColumnsTable(bytes: RandomAccess, onOddLine: OddLineListener): Promise<Table> {
  const placed = await findColumns(bytes);
  async function* read({ columns }: Reading): AsyncGenerator<Batch> {
    const named = placed.filter(({ name }) => columns?.includes(name) ?? true);
    // Where none is wanted rows are counted, which takes one.
    const wanted = named.length > 0 ? named : placed.slice(0, 1);
    const cursors = wanted.map((column) => new ColumnCursor(bytes, column, onOddLine));
    for (let row = 1; ; row += batchRows) {
      const cells = await Promise.all(cursors.map((cursor) => cursor.take(batchRows)));
      const count = Math.min(...cells.map(({ length }) => length));
      if (count > 0) yield toBatch(wanted, cells, { count, first: row });
      const longer = cells.findIndex(({ length }) => length > count);
      if (longer >= 0) throw unequal(wanted, cells, row + count - 1);
      if (count < batchRows) return;
    }
  }
  const columns = placed.map(({ name }) => ({ name, type: 'text' }));
  return { format: 'json', columns, sample: () => sampleOf(bytes, placed), read };
}

function toBatch(
  placed: readonly PlacedColumn[],
  cells: readonly (readonly string[])[],
  { count, first }: { count: number; first: number },
): Batch {
  const columns = placed.map(({ name }, column) => {
    const texts = cells[column] ?? [];
    return {
      name,
      cells: {
        value: (at: number): unknown => JSON.parse(texts[at] ?? 'null'),
        json: (at: number) => texts[at],
      },
    };
  });
  return { count, columns, rowNumber: (at) => first + at, group: 1, bad: [] };
}

async function sampleOf(bytes: RandomAccess, placed: readonly PlacedColumn[]): Promise<Sample[]> {
  return Promise.all(
    placed.map(async (column) => ({
      name: column.name,
      values: (await new ColumnCursor(bytes, column, () => undefined).take(20)).map((text): unknown =>
        JSON.parse(text),
      ),
    })),
  );
}

function unequal(placed: readonly PlacedColumn[], cells: readonly (readonly string[])[], row: number) {
  const shortest = cells.findIndex(({ length }) => length === Math.min(...cells.map((each) => each.length)));
  return new TableFailure(
    'torn',
    `its column ${placed[shortest]?.name ?? ''} ends at row ${row}, and others do not`,
  );
}

/** The cells of one column, in their order. */
class ColumnCursor {
  readonly #texts: AsyncIterator<string>;
  readonly #splitter = new JsonSplitter(1, true);
  readonly #isKeyed: boolean;
  #cells: string[] = [];

  constructor(bytes: RandomAccess, { start, isKeyed }: PlacedColumn, onOddLine: OddLineListener) {
    this.#texts = decodeText(readFrom(bytes, start), undefined, onOddLine);
    this.#isKeyed = isKeyed;
  }

  async take(count: number): Promise<string[]> {
    while (this.#cells.length < count && !this.#splitter.isClosed) {
      const next = await this.#texts.next();
      if (next.done === true) throw new TableFailure('torn', 'the JSON ends in the middle of a column');
      // No spread: a piece may hold more cells than a call has room for.
      for (const element of this.#splitter.push(next.value)) this.#cells.push(this.#toCell(element));
    }
    const taken = this.#cells.slice(0, count);
    this.#cells = this.#cells.slice(count);
    return taken;
  }

  #toCell(element: string): string {
    const cell = this.#isKeyed ? element.replace(/^"(?:[^"\\]|\\.)*"\s*:\s*/s, '') : element;
    return cell.includes('\n') ? cell.replace(/\s*\n\s*/g, '') : cell;
  }
}

async function* readFrom({ size, read }: RandomAccess, start: number): AsyncGenerator<Buffer> {
  for (let at = start; at < size; at += chunkBytes) yield await read(at, Math.min(size, at + chunkBytes));
}
