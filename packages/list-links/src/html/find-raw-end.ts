/** The index of the end tag that ends a raw-text element, or -1 where the text does not hold all of `</name` and one more. */
export function findRawEnd(text: string, from: number, name: string): number {
  for (let at = text.indexOf('</', from); at !== -1; at = text.indexOf('</', at + 2)) {
    if (isTagAt(text, at + 2, name)) return at;
  }
  return -1;
}

/** True where the text goes on with this tag name, in any case, and a character that ends it. */
export function isTagAt(text: string, at: number, name: string): boolean {
  const end = at + name.length;
  return (
    endings.includes(text.charAt(end)) && end < text.length && text.slice(at, end).toLowerCase() === name
  );
}

const endings = '\t\n\f\r />';
