import { foundLink } from '../kinds/found-link.js';
import type { PageListener } from './page-listener.js';
import type { ReadingPlan } from '../kinds/reading-plan.js';
import type { TextReader } from './text-reader.js';
import { isJsonLink, keyOf, kindsOfJsonLink } from './json-link.js';
import { formatPlace } from '../json/json-path.js';
import { type JsonPlace, JsonScanner } from '../json/json-scanner.js';

// As JSON Feed, and the interfaces of shops, museums and libraries, write it.
const nextPage =
  /^\$(?:\.(?:paging|pagination|page|meta|info|links|_links))*\.(?:next|next_?url|next_?page|next_?page_?url|next_?link)(?:\.(?:href|url))?$/i;

/** A reader for JSON: its links are the strings that are URLs, each with its path as attribute. */
export function openJsonReader(plan: ReadingPlan, listener: PageListener): TextReader {
  let selected = 0;
  let hasNext = false;
  const scanner = new JsonScanner((value, place) => {
    if (!hasNext && isNext(plan, value, place)) {
      hasNext = true;
      listener.next(value);
    }
    const relations = plan.selectors.map(({ path }) => path?.(place) ?? 'outside');
    const isUnselected = relations.includes('outside');
    if (!isUnselected && relations.length > 0) selected += 1;
    if (isUnselected && !plan.showsUnselected) return;
    // What a path names is taken at its word.
    const isNamed = relations.length > 0 && relations.every((relation) => relation === 'itself');
    if (isWanted(plan, value, place, isNamed))
      listener.link({ ...foundLink(value, 'json', formatPlace(place)), isUnselected });
  });
  return {
    write: (text) => scanner.write(text),
    end: () => undefined,
    get selected() {
      return selected;
    },
  };
}

/** The links of JSON that stands in a script of a page. */
export function jsonScriptLinks(
  json: string,
  takesAll: boolean,
  tell: (url: string, path: string) => void,
): void {
  new JsonScanner((value, place) => {
    if (takesAll || isJsonLink(value, place)) tell(value, formatPlace(place));
  }).write(json);
}

function isWanted(plan: ReadingPlan, value: string, place: JsonPlace, isNamed: boolean): boolean {
  if (plan.attributes.length > 0) return plan.attributes.includes(keyOf(place).toLowerCase());
  if (!isNamed && !isJsonLink(value, place)) return false;
  return kindsOfJsonLink(value, place).some((kind) => plan.kinds.has(kind));
}

function isNext(plan: ReadingPlan, value: string, place: JsonPlace): boolean {
  if (plan.next?.path !== undefined) return plan.next.path(place) === 'itself';
  return plan.followNext && isJsonLink(value, place) && nextPage.test(formatPlace(place));
}
