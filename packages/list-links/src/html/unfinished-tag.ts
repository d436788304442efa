import { formatBytes } from '@fetchutils/plumbing';

import { tooMuch } from '../page-failure.js';
import type { Tag } from './tag.js';

// Of what is wanted of it several copies are made on the way to a row.
const maxTagLength = 64 * 1024 * 1024;

/**
 * A tag whose end has not come yet. It is scanned again from its `<` only once its text has doubled, so a tag of any
 * size costs linear time; and a long value that nobody wants is not kept (a 50 MB base64 picture, say).
 */
export class UnfinishedTag {
  readonly #parts: string[] = [];
  #length = 0;
  #scanned = 0;
  #quote = '';
  #keepsValue = false;

  get isHeld(): boolean {
    return this.#parts.length > 0;
  }

  /** Holds the text from the tag's `<` on. */
  hold(text: string, lessThanAt: number, tag: Tag): void {
    this.#quote = tag.openValueAt > 0 ? tag.openQuote : '';
    this.#keepsValue = tag.openValueKept;
    const drops = this.#quote !== '' && !this.#keepsValue;
    this.#push(text.slice(lessThanAt, drops ? tag.openValueAt : undefined));
    this.#scanned = this.#length;
  }

  /** Takes in more text, and gives back everything from the `<` on once it is worth scanning. */
  add(chunk: string): string | undefined {
    let rest = chunk;
    if (this.#quote !== '') {
      const close = chunk.indexOf(this.#quote);
      if (close === -1) {
        if (this.#keepsValue) this.#push(chunk);
        return undefined;
      }
      if (!this.#keepsValue) rest = chunk.slice(close);
      this.#quote = '';
    }
    this.#push(rest);
    return this.#length >= 2 * this.#scanned ? this.release() : undefined;
  }

  /** Gives back everything from the `<` on. */
  release(): string {
    const text = this.#parts.join('');
    this.#parts.length = 0;
    this.#length = 0;
    return text;
  }

  #push(text: string): void {
    this.#length += text.length;
    if (this.#length > maxTagLength) {
      this.#parts.length = 0;
      throw tooMuch(`a tag of more than ${formatBytes(maxTagLength)}`);
    }
    this.#parts.push(text);
  }
}
