import { appendMembers, dropMembers, membersOf } from '@fetchutils/plumbing';

import { isPlainText } from './kinds/collapse-blanks.js';
import type { FoundLink } from './kinds/found-link.js';

/** Writes the links of one page as rows, put together from parts that are JSON already. */
export class LinkJson {
  readonly #page: string;
  readonly #carried: string;
  #tag = '';
  #attr = '';
  /** From behind the URL to the attribute: the same for most links of a page. */
  #middle = '';

  /** `page` is its name in its rows, `carried` the JSON text of the members that each of them carries on. */
  constructor(page: string, carried: string) {
    this.#page = page;
    this.#carried = carried === '' ? '}' : `,${carried}}`;
  }

  /** The row of a link whose URL is, within quotes, this JSON; `ending` are the members at its end. */
  write(url: string, link: FoundLink, ending: string): string {
    if (this.#tag !== link.tag || this.#attr !== link.attr) {
      this.#tag = link.tag;
      this.#attr = link.attr;
      const members = JSON.stringify({ page: this.#page, tag: link.tag, attr: link.attr });
      this.#middle = `",${members.slice(1, -1)}`;
    }
    const text =
      link.text === '' ? '' : `,"text":"${isPlainText(link.text) ? link.text : inQuotes(link.text)}"`;
    const rel = link.rel === '' ? '' : `,"rel":"${inQuotes(link.rel)}"`;
    const rest = link.members === undefined ? this.#carried : this.#beside(link.members);
    return `{"url":"${url}${this.#middle}${text}${rel}${ending}${rest}`;
  }

  /** The members of a link in front of those of its page, which go where it says the same. */
  #beside(members: string): string {
    const names = new Set(membersOf(`{${members}}`).map(({ name }) => name));
    const carried = dropMembers(`{${this.#carried.replace(/^,/, '')}`, names);
    const all = appendMembers(`{${members}}`, carried.slice(1, -1));
    return all === '{}' ? '}' : `,${all.slice(1)}`;
  }
}

/** What stands within the quotes of a text's JSON. */
export function inQuotes(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
