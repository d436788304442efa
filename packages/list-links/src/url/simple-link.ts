// Nothing in such a path needs encoding, and no segment of it can be a dot segment.
const plainPath = /^(?:\.\.\/)*[\w~-][\w~./-]*$/;

/**
 * Joins a link to the folder of its base where that takes no parsing: `x/y.html` and `../y.html`, which most links
 * are. A quarter of the cost of the URL parser; undefined where that has to decide.
 */
export function joinSimpleLink(folder: string, href: string): string | undefined {
  if (!plainPath.test(href)) return undefined;
  let base = folder;
  let at = 0;
  for (; href.startsWith('../', at); at += 3) {
    const parent = base.lastIndexOf('/', base.length - 2) + 1;
    // At the root there is no way up; that, too, is for the parser.
    if (base.charCodeAt(parent - 2) === 0x2f) return undefined;
    base = base.slice(0, parent);
  }
  return href.includes('/.', at === 0 ? 0 : at) ? undefined : base + href.slice(at);
}

/** The folder of a base URL that links can be joined to, or undefined if there is none. */
export function folderOf(base: string): string | undefined {
  const path = /^(?:https?|file):\/\/[^/?#]*\/[^?#]*/.exec(base)?.[0];
  return path === undefined ? undefined : path.slice(0, path.lastIndexOf('/') + 1);
}
