import { pictureOf } from './picture-of.js';
import type { Site, SiteAnswer, SiteRequest } from './site.js';

const names = Array.from({ length: 14 }, (_, i) => `img_celeba.7z.${String(i + 1).padStart(3, '0')}`);

/**
 * A folder that somebody has shared: /sh/faces lists files; with dl=0 a file's link shows a page about it instead. In the
 * copy /sh/faces-busy one file cannot be had at the first try.
 */
export const sharePage: Site = { hosts: ['share.example'], answer };

const busyFile = 'img_celeba.7z.009';

function answer({ url, times }: SiteRequest): SiteAnswer {
  const folder = /^\/sh\/(faces(?:-busy)?)$/.exec(url.pathname)?.[1];
  if (folder !== undefined) return html(folderPage(folder));
  const [, where, name] = /^\/s\/(faces(?:-busy)?)\/(.*)$/.exec(url.pathname) ?? [];
  if (name === undefined || !names.includes(name)) return { status: 404, body: 'no such file\n' };
  if (url.searchParams.get('dl') === '0') return html(`<title>${name}</title><p>Sign in to see ${name}.`);
  if (where === 'faces-busy' && name === busyFile && times === 1) return { status: 403, body: 'too busy\n' };
  const body = Buffer.concat(Array.from({ length: 40 }, (_, i) => pictureOf(`${name} ${i}`)));
  return { headers: { 'content-type': 'application/octet-stream' }, body, delayMs: 100 };
}

function folderPage(folder: string): string {
  const links = names.map(
    (name) => `<li><a class="thumb" href="/s/${folder}/${name}?dl=0"><img src="/icons/file.png"></a>
  <a class="file-link" href="/s/${folder}/${name}?dl=0">${name}</a></li>`,
  );
  return `<!doctype html><title>faces</title><a href="/login">Sign in</a><ul>\n${links.join('\n')}\n</ul>\n`;
}

function html(body: string) {
  return { headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
