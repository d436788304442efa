import type { Site, SiteAnswer, SiteRequest } from './site.js';

/** An office that publishes three reports a year, each on a page of its own; its calendar has no end. */
export const reportsSite: Site = { hosts: ['reports.example'], answer };

const years = Array.from({ length: 12 }, (_, n) => 2012 + n);

function answer({ url: { pathname } }: SiteRequest): SiteAnswer {
  const [, year = '', number = ''] = /^\/(\d{4})(?:\/([123]))?$/.exec(pathname) ?? [];
  if (pathname === '/robots.txt') return { body: 'User-agent: *\nDisallow: /search\n' };
  if (pathname === '/')
    return page(...years.map((each) => `/${each}`), '/calendar/1', 'https://elsewhere.example/');
  if (number !== '') return page('/', `/${year}`, `/files/${year}-${number}.pdf`);
  if (year !== '') return page('/', ...[1, 2, 3].map((each) => `/${year}/${each}`));
  const [, day] = /^\/calendar\/(\d+)$/.exec(pathname) ?? [];
  if (day !== undefined) return page(`/calendar/${Number(day) + 1}`);
  const isFile = /^\/files\/\d{4}-[123]\.pdf$/.test(pathname);
  if (!isFile) return { status: 404, body: 'not here\n' };
  return { headers: { 'content-type': 'application/pdf' }, body: `%PDF-1.4\n% ${pathname}\n%%EOF\n` };
}

function page(...links: string[]): SiteAnswer {
  const body = links.map((href) => `<p><a href="${href}">${href}</a>`).join('\n');
  return { headers: { 'content-type': 'text/html; charset=utf-8' }, body: `<!doctype html>${body}` };
}
