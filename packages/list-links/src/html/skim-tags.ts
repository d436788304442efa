import type { Vocabulary } from './vocabulary.js';

const [doubleQuote, singleQuote, slash, equals, greaterThan] = [0x22, 0x27, 0x2f, 0x3d, 0x3e];

/**
 * Runs over text and over tags that cannot matter as long as they are written as most are: names, values in quotes,
 * nothing odd. Gives the index of the first `<` that needs a closer look, or -1 if there is none.
 */
export function skimTags(text: string, from: number, vocabulary: Vocabulary): number {
  let at = text.indexOf('<', from);
  while (at !== -1) {
    const isEnd = at + 1 < text.length && text.charCodeAt(at + 1) === slash;
    const nameAt = isEnd ? at + 2 : at + 1;
    const nameEnd = endOfName(text, nameAt);
    if (nameEnd === nameAt || vocabulary.mayMatter(text, nameAt, nameEnd)) return at;
    const end = endOfPlainTag(text, nameEnd);
    if (end === -1) return at;
    at = text.indexOf('<', end);
  }
  return -1;
}

/** The index behind the `>` of a tag, or -1 where something stands in it that takes the tokeniser to understand. */
function endOfPlainTag(text: string, from: number): number {
  const end = text.length;
  let at = from;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === greaterThan) return at + 1;
    at++;
    if (code === slash) return at < end && text.charCodeAt(at) === greaterThan ? at + 1 : -1;
    if (!isSpace(code)) return -1;
    const valueAt = endOfName(text, at);
    if (valueAt === at) continue;
    if (valueAt + 1 >= end || text.charCodeAt(valueAt) !== equals) return -1;
    const quote = text.charCodeAt(valueAt + 1);
    if (quote !== doubleQuote && quote !== singleQuote) return -1;
    const close = text.indexOf(quote === doubleQuote ? '"' : "'", valueAt + 2);
    if (close === -1) return -1;
    at = close + 1;
  }
  return -1;
}

/** The end of the letters, digits, `-`, `_` and `:` that stand here; a name begins with a letter. */
function endOfName(text: string, from: number): number {
  const end = text.length;
  let at = from;
  if (at >= end || !isLetter(text.charCodeAt(at))) return at;
  for (at++; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!isLetter(code) && !(code >= 0x2d && code <= 0x3a && code !== slash) && code !== 0x5f) break;
  }
  return at;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d || code === 0x0c;
}
