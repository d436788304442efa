/** A URL in a style sheet; `isImport` where it names another style sheet. */
export type CssUrl = { url: string; isImport: boolean };

/** The URLs of a style sheet or a style attribute: url(), @import, and the strings of image-set(). */
export function cssUrls(css: string): CssUrl[] {
  const found: CssUrl[] = [];
  let at = 0;
  let isImport = false;
  let imageSetDepth = 0;
  let depth = 0;
  while (at < css.length) {
    const character = css.charAt(at);
    if (character === '/' && css[at + 1] === '*') {
      const end = css.indexOf('*/', at + 2);
      at = end === -1 ? css.length : end + 2;
    } else if (character === '"' || character === "'") {
      const end = stringEnd(css, at);
      if (isImport || imageSetDepth > 0) found.push({ url: unescapeCss(css.slice(at + 1, end)), isImport });
      isImport = false;
      at = end + 1;
    } else if (isNameStart(character)) {
      const name = nameAt(css, at);
      at += name.length;
      const isFunction = css[at] === '(';
      if (isFunction && /^url$/i.test(name)) {
        const [url, end] = readUrl(css, at + 1);
        if (url !== '') found.push({ url, isImport });
        isImport = false;
        at = end;
      } else if (isFunction && /^(?:-webkit-)?image-set$/i.test(name) && imageSetDepth === 0)
        imageSetDepth = depth + 1;
      else if (isFunction && /^type$/i.test(name)) at = skipTo(css, ')', at);
      else isImport = /^@import$/i.test(name);
    } else {
      if (character === '(') depth += 1;
      if (character === ')' && depth > 0) {
        if (depth === imageSetDepth) imageSetDepth = 0;
        depth -= 1;
      }
      if (character === ';') isImport = false;
      at += 1;
    }
  }
  return found;
}

/** The rest of `url(`, quoted or not, and the index behind its `)`. */
function readUrl(css: string, from: number): [url: string, next: number] {
  let at = from;
  while (/[\t\n\f\r ]/.test(css.charAt(at))) at++;
  const quote = css.charAt(at);
  if (quote === '"' || quote === "'") {
    const end = stringEnd(css, at);
    return [unescapeCss(css.slice(at + 1, end)), skipTo(css, ')', end + 1)];
  }
  const start = at;
  while (at < css.length && css[at] !== ')') at += css[at] === '\\' ? 2 : 1;
  return [unescapeCss(css.slice(start, at).trim()), at + 1];
}

/** The index of the quote that ends a string, or of the line break that a broken one runs into. */
function stringEnd(css: string, quoteAt: number): number {
  const quote = css.charAt(quoteAt);
  let at = quoteAt + 1;
  while (at < css.length && css[at] !== quote && css[at] !== '\n') at += css[at] === '\\' ? 2 : 1;
  return Math.min(at, css.length);
}

function unescapeCss(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    /\\(?:([0-9a-f]{1,6})[\t\n\f\r ]?|\r?\n|([^]))/gi,
    (_, hex?: string, plain?: string) => {
      const code = hex === undefined ? undefined : parseInt(hex, 16);
      if (code === undefined) return plain ?? '';
      return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
        ? '\ufffd'
        : String.fromCodePoint(code);
    },
  );
}

function nameAt(css: string, at: number): string {
  let end = at + 1;
  while (end < css.length && /[\w-]|[^\0-\x7f]/.test(css.charAt(end))) end++;
  return css.slice(at, end);
}

function isNameStart(character: string): boolean {
  return /[@a-z_-]|[^\0-\x7f]/i.test(character);
}

function skipTo(css: string, character: string, from: number): number {
  const end = css.indexOf(character, from);
  return end === -1 ? css.length : end + 1;
}
