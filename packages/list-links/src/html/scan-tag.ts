import type { Tag } from './tag.js';
import type { Vocabulary } from './vocabulary.js';

const slash = 0x2f;
const greaterThan = 0x3e;
const equals = 0x3d;
const doubleQuote = 0x22;
const singleQuote = 0x27;

/**
 * Reads the tag whose name begins at `nameAt` into `tag` and gives the index behind its `>`, or -1 where the text ends
 * first. These are the tokeniser's states from "tag name" to "after attribute value" folded into one loop. With `skims` a
 * tag whose name cannot matter is left without one.
 */
export function scanTag(
  text: string,
  nameAt: number,
  tag: Tag,
  vocabulary: Vocabulary,
  skims = false,
): number {
  const end = text.length;
  tag.reset();
  let at = nameAt;
  while (at < end && !endsName(text.charCodeAt(at))) at++;
  if (at === end) return -1;
  if (!skims || vocabulary.mayMatter(text, nameAt, at)) vocabulary.identify(text, nameAt, at, tag);
  const keeps = tag.traits?.keepsAttributes === true;
  for (;;) {
    let code = 0;
    let lastIsSlash = false;
    while (at < end && (isSpace((code = text.charCodeAt(at))) || code === slash)) {
      lastIsSlash = code === slash;
      at++;
    }
    if (at === end) return -1;
    if (code === greaterThan) {
      tag.selfClosing = lastIsSlash;
      return at + 1;
    }
    // The first character belongs to the name even if it is "=".
    const attributeAt = at++;
    while (at < end && !endsName((code = text.charCodeAt(at))) && code !== equals) at++;
    const name = keeps ? vocabulary.attribute(text, attributeAt, at, tag) : undefined;
    while (at < end && isSpace(text.charCodeAt(at))) at++;
    if (at === end) return -1;
    if (text.charCodeAt(at) !== equals) {
      if (name !== undefined) tag.add(name, '');
      continue;
    }
    at++;
    while (at < end && isSpace(text.charCodeAt(at))) at++;
    if (at === end) return -1;
    code = text.charCodeAt(at);
    if (code === doubleQuote || code === singleQuote) {
      const quote = code === doubleQuote ? '"' : "'";
      const close = text.indexOf(quote, at + 1);
      if (close === -1) {
        tag.openValueAt = at + 1;
        tag.openQuote = quote;
        tag.openValueKept = name !== undefined;
        return -1;
      }
      if (name !== undefined) tag.add(name, text.slice(at + 1, close));
      at = close + 1;
      continue;
    }
    const valueAt = at;
    while (at < end && !isSpace((code = text.charCodeAt(at))) && code !== greaterThan) at++;
    if (at === end) return -1;
    if (name !== undefined) tag.add(name, text.slice(valueAt, at));
  }
}

function isSpace(code: number): boolean {
  return code <= 0x20 && (code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d || code === 0x0c);
}

function endsName(code: number): boolean {
  return code === greaterThan || code === slash || isSpace(code);
}
