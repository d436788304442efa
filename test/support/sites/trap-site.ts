import type { Answer } from './page-site.js';

/** A made-up site with everything that leads crawlers astray. */
export type TrapSite = {
  answer(path: string): Answer | undefined;
  /** The paths that are to be read, each once, with --depth 8 --strip-query sid. */
  readonly pages: readonly string[];
};

const children = 8;
const filler = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit. '.repeat(30);
const robots = `User-agent: *
Disallow: /private/
Allow: /private/open.html
Disallow: /*?print=1$
`;

/** A site of so many pages in a tree, with `outside` the address of another; the same each time. */
export function trapSite(count: number, outside: string): TrapSite {
  const sessionPages = Math.min(20, count);
  let sessions = 0;

  function answer(path: string): Answer | undefined {
    const [, kind = '', number = ''] = /^\/(\w+)\/(\d+)/.exec(path) ?? [];
    const n = Number(number);
    if (path === '/') return pageOf(0);
    if (path === '/robots.txt') return { type: 'text/plain', body: robots };
    if (path === '/private/open.html') return '<title>open</title>';
    if (path === '/meta.html') return `<meta name=robots content="noindex, nofollow"><a href=/trap/1>`;
    if (kind === 'p' && n < count) return pageOf(n, path.includes('view='));
    // Next month, and so on.
    if (kind === 'calendar') return `<a href=/calendar/${n + 1}>next</a>`;
    if (kind === 's' && n < sessionPages)
      return links(sessionPages, (k) => `/s/${k}.html?sid=${(sessions += 1)}`);
    if (kind === 'moved') return moved(`/p/${n}.html`);
    if (kind === 'away') return moved(`${outside}/away/${n}`);
    if (kind === 'around') return moved(`/around/${n + 1}`);
    if (kind === 'download') return { type: 'application/zip', body: Buffer.alloc(100_000) };
    if (/^\/(?:a\/)?b\//.test(path)) return `<a href="${path}a/b/">deeper</a>`;
    return undefined;
  }

  function pageOf(n: number, isOtherView = false): string {
    const canonical = isOtherView ? `<link rel=canonical href=/p/${n}.html>` : '';
    const down = links(children, (k) => `/p/${n * children + 1 + k}.html`, count - 1 - n * children);
    const across = links(12, (k) => `/p/${(n * 7 + k * 131 + 1) % count}.html#part`);
    return `<!doctype html><html><head><title>${n}</title>${canonical}</head><body>
<nav><a href="/">home</a> <a href="/p/1.html">first</a></nav><p>${filler}</p>${down}${across}${n % 10 === 0 ? traps(n) : ''}
<img src="/i/${n}.jpg"><a href="/f/${n}.pdf">the document ${n}</a></body></html>`;
  }

  function traps(n: number): string {
    const first =
      n === 0
        ? '<a href=/calendar/1>calendar</a><a href=/s/0.html?sid=0>s</a><a href=/meta.html>m</a><a href=/around/1>a</a><a href=/b/>b</a>'
        : '';
    return `${first}<a href="/moved/${n}">moved</a> <a href="/away/${n}">away</a> <a href="/p/${n}.html?view=${n}">view</a>
<a rel="external nofollow" href="/trap/${n}">not you</a> <a href="/private/${n}.html">private</a> <a href=/private/open.html>open</a>
<a href="/p/${n}.html?print=1">print</a> <a href="${outside}/${n}">elsewhere</a> <a href="/download/${n}">all of it</a>
<a href="mailto:a@h.example">mail</a> <a href="http://[">broken</a>`;
  }

  const months = Array.from({ length: 8 }, (_, n) => `/calendar/${n + 1}`);
  return {
    answer,
    pages: [
      '/',
      ...Array.from({ length: count - 1 }, (_, n) => `/p/${n + 1}.html`),
      // The tree has no link to its own top but the one across.
      '/p/0.html',
      ...months,
      ...Array.from({ length: sessionPages }, (_, n) => `/s/${n}.html`),
      ...['/meta.html', '/private/open.html', '/b/', '/b/a/b/', '/b/a/b/a/b/'],
    ],
  };
}

function links(count: number, href: (k: number) => string, most = count): string {
  return Array.from(
    { length: Math.max(0, Math.min(count, most)) },
    (_, k) => `<li><a href="${href(k)}">${k}</a>\n`,
  ).join('');
}

function moved(location: string): Answer {
  return { type: 'text/html', status: 301, body: '', headers: { Location: location } };
}
