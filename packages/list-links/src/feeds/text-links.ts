/** The sitemap that a line of a robots.txt names. */
export function robotsSitemap(line: string): string | undefined {
  return /^[\s\ufeff]*sitemap[\t ]*:[\t ]*([^\s#]+)/i.exec(line)?.[1];
}

/** The URL that is all of a line, as in a sitemap in plain text. */
export function listedUrl(line: string): string | undefined {
  return /^[\s\ufeff]*(https?:\/\/\S+)\s*$/i.exec(line)?.[1];
}
