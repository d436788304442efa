/** The most of a text that goes into a row: a page could have it repeated in each of a million. */
export const maxTextLength = 1_000;

/** Text as it stands in a row: on one line, and not beyond measure. */
export function shorten(text: string): string {
  // Blanks to be taken out are given some room.
  return collapseBlanks(text.slice(0, 5 * maxTextLength)).slice(0, maxTextLength);
}

/** Text on one line, its runs of blanks a single space each, none at its ends. */
export function collapseBlanks(text: string): string {
  return isPlainText(text) ? text : text.replace(/[\s\0]+/g, ' ').trim();
}

/**
 * True for printable ASCII without quotes, backslashes and blanks to collapse: most texts of links are, and then they
 * are JSON as they stand. Five times as fast as finding out by doing it.
 */
export function isPlainText(text: string): boolean {
  let previous = 0x20;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e || code === 0x22 || code === 0x5c) return false;
    if (code === 0x20 && previous === 0x20) return false;
    previous = code;
  }
  return previous !== 0x20 || text === '';
}
