import type { PageElement } from '../html/page-element.js';
import type { ElementRecord } from './page-reader-script.js';

/** An element of a rendered page. */
export class RenderedElement implements PageElement {
  readonly name: string;
  readonly foreign: boolean;
  readonly base: string | undefined;
  readonly isSelected: boolean;
  readonly #attributes: ReadonlyMap<string, string>;

  constructor(record: ElementRecord) {
    this.name = record.name;
    this.foreign = record.foreign;
    this.base = record.base;
    this.isSelected = record.isSelected;
    this.#attributes = new Map(record.attributes);
  }

  has(attribute: string): boolean {
    return this.#attributes.has(attribute);
  }

  get(attribute: string): string | undefined {
    return this.#attributes.get(attribute);
  }
}
