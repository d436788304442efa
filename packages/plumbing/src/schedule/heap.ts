/** The least item first, in logarithmic time. */
export class Heap<Item> {
  readonly #items: Item[] = [];
  readonly #isBefore: (one: Item, other: Item) => boolean;

  constructor(isBefore: (one: Item, other: Item) => boolean) {
    this.#isBefore = isBefore;
  }

  get length(): number {
    return this.#items.length;
  }

  /** The least item. */
  get first(): Item | undefined {
    return this.#items[0];
  }

  push(item: Item): void {
    this.#items.push(item);
    for (let at = this.#items.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  /** Takes the least item out. */
  shift(): Item | undefined {
    const [first] = this.#items;
    const last = this.#items.pop();
    if (last === undefined || this.#items.length === 0) return first;
    this.#items[0] = last;
    this.#sink();
    return first;
  }

  clear(): void {
    this.#items.length = 0;
  }

  #sink(): void {
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const [one, other] = [this.#items[left], this.#items[left + 1]];
      const isRight = one !== undefined && other !== undefined && this.#isBefore(other, one);
      const child = isRight ? left + 1 : left;
      if (!this.#swapIfBefore(child, at)) return;
      at = child;
    }
  }

  #swapIfBefore(lower: number, upper: number): boolean {
    const [below, above] = [this.#items[lower], this.#items[upper]];
    if (below === undefined || above === undefined || !this.#isBefore(below, above)) return false;
    this.#items[lower] = above;
    this.#items[upper] = below;
    return true;
  }
}
