import { pictureOf } from './picture-of.js';
import type { Site } from './site.js';

const names = Array.from({ length: 14 }, (_, i) => `img_celeba.7z.${String(i + 1).padStart(3, '0')}`);

/** A folder that somebody has shared: /sh/faces lists files; with dl=0 a file's link shows a page about it instead. */
export const sharePage: Site = {
  hosts: ['share.example'],
  answer: ({ url }) => {
    if (url.pathname === '/sh/faces') return html(folderPage());
    const name = names.find((known) => url.pathname === `/s/faces/${known}`);
    if (name === undefined) return { status: 404, body: 'no such file\n' };
    if (url.searchParams.get('dl') === '0') return html(`<title>${name}</title><p>Sign in to see ${name}.`);
    const body = Buffer.concat(Array.from({ length: 40 }, (_, i) => pictureOf(`${name} ${i}`)));
    return { headers: { 'content-type': 'application/octet-stream' }, body, delayMs: 100 };
  },
};

function folderPage(): string {
  const links = names.map(
    (name) => `<li><a class="thumb" href="/s/faces/${name}?dl=0"><img src="/icons/file.png"></a>
  <a class="file-link" href="/s/faces/${name}?dl=0">${name}</a></li>`,
  );
  return `<!doctype html><title>faces</title><a href="/login">Sign in</a><ul>\n${links.join('\n')}\n</ul>\n`;
}

function html(body: string) {
  return { headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
