/** One link of a `Link:` header. */
export type HeaderLink = { url: string; rel?: string; type?: string };

/** The links of a `Link:` header (RFC 8288, appendix B.2), broken ones left out. */
export function parseLinkHeader(header: string): HeaderLink[] {
  const links: HeaderLink[] = [];
  let at = 0;
  while ((at = header.indexOf('<', at)) !== -1) {
    const end = header.indexOf('>', at);
    if (end === -1) break;
    const link: HeaderLink = { url: header.slice(at + 1, end) };
    at = end + 1;
    for (;;) {
      const parameter =
        /^[\t ]*;[\t ]*([^\s=;,"]+)[\t ]*(?:=[\t ]*(?:"((?:[^"\\]|\\.)*)"|([^;,"\s]*)))?/.exec(
          header.slice(at, at + 4_000),
        );
      if (parameter === null) break;
      at += parameter[0].length;
      const name = parameter[1]?.toLowerCase();
      const value = parameter[2]?.replace(/\\(.)/g, '$1') ?? parameter[3] ?? '';
      // Of two parameters with one name the first counts.
      if (name === 'rel') link.rel ??= value;
      if (name === 'type') link.type ??= value;
    }
    links.push(link);
    const comma = header.indexOf(',', at);
    if (comma === -1) break;
    at = comma + 1;
  }
  return links;
}
