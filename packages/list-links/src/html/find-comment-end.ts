/**
 * The index behind the `-->` or `--!>` that ends a comment, or -1. Its content begins at `contentAt`, right behind an
 * opener whose two dashes count: `<!-->` and `<!--->` are whole comments.
 */
export function findCommentEnd(text: string, from: number, contentAt: number): number {
  for (let at = text.indexOf('>', from); at !== -1; at = text.indexOf('>', at + 1)) {
    if (text.startsWith('--', at - 2) && at >= 2) return at + 1;
    if (at - 3 >= contentAt && at >= 3 && text.startsWith('--!', at - 3)) return at + 1;
  }
  return -1;
}
