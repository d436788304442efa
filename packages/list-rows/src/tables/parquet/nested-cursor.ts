import type { Cells } from '../table.js';
import type { ColumnCursor } from './column-cursor.js';
import type { LeafEntries } from './leaf-entries.js';
import type { SchemaNode } from './schema-node.js';

/** A cursor over a column of lists, maps and structs, which are put together from their leaves as JSON (Dremel encoding). */
export class NestedCursor implements ColumnCursor {
  readonly #node: SchemaNode;
  readonly #leaves: readonly LeafEntries[];
  #texts: string[] = [];
  #toSkip = 0;

  constructor(node: SchemaNode, leaves: readonly LeafEntries[]) {
    this.#node = node;
    this.#leaves = leaves;
  }

  async load(): Promise<number> {
    while (this.#texts.length === 0) {
      const rows = Math.min(...(await Promise.all(this.#leaves.map((leaf) => leaf.load()))));
      if (rows === 0) return 0;
      for (let row = 0; row < rows; row += 1) {
        const text = this.#write(this.#node);
        if (this.#toSkip > 0) this.#toSkip -= 1;
        else this.#texts.push(text);
      }
    }
    return this.#texts.length;
  }

  cells(): Cells {
    const texts = this.#texts;
    return { value: (at) => JSON.parse(texts[at] ?? 'null') as unknown, json: (at) => texts[at] };
  }

  advance(rows: number): void {
    this.#texts = this.#texts.slice(rows);
  }

  skip(rows: number): void {
    this.#toSkip = rows;
  }

  #write(node: SchemaNode): string {
    const first = this.#firstLeaf(node);
    if (node.leaf !== undefined) {
      const isNull = first.defined < node.leaf.maxDefined;
      const value = first.take();
      return isNull ? 'null' : node.leaf.type.json(value);
    }
    if (first.defined < node.defined) {
      this.#pass(node);
      return 'null';
    }
    if (node.kind === 'struct') return `{${this.#writeMembers(node).join(',')}}`;
    const elements = this.#writeElements(node, first);
    return node.kind === 'map' ? `{${elements.join(',')}}` : `[${elements.join(',')}]`;
  }

  #writeElements(node: SchemaNode, first: LeafEntries): string[] {
    const { element } = node;
    if (element === undefined || first.defined < element.defined) {
      this.#pass(node);
      return [];
    }
    const texts: string[] = [];
    do texts.push(this.#writeElement(node));
    while (first.repeated === element.repeated);
    return texts;
  }

  #writeElement({ kind, children }: SchemaNode): string {
    const [first = '', second = ''] = children.map((child) => this.#write(child));
    if (kind !== 'map') return first;
    return `${first.startsWith('"') ? first : JSON.stringify(first)}:${second}`;
  }

  #writeMembers({ children }: SchemaNode): string[] {
    return children.map((child) => `${JSON.stringify(child.name)}:${this.#write(child)}`);
  }

  /** Goes on by one entry in all leaves below a place that is null or empty. */
  #pass(node: SchemaNode): void {
    if (node.leaf !== undefined) this.#leaves[node.leaf.number]?.take();
    else for (const child of node.children) this.#pass(child);
  }

  #firstLeaf(node: SchemaNode): LeafEntries {
    let at = node;
    while (at.leaf === undefined && at.children[0] !== undefined) at = at.children[0];
    const leaf = this.#leaves[at.leaf?.number ?? 0];
    if (leaf === undefined) throw new Error(`a column without leaves: ${node.name}`);
    return leaf;
  }
}
