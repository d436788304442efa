import type { Answer } from './page-site.js';

/** A share page as Dropbox shows one: the files are links of class file-link whose ?dl=0 has to go. */
export function sharedFiles(path: string): Answer | undefined {
  if (path === '/sh/abc') {
    const files = ['Anno', 'Eval', 'Img 1'].map(
      (name) =>
        `<li><a href="/sh/abc/${encodeURIComponent(name)}.zip?dl=0" class="file-link sl-link" target=_blank>${name}.zip</a>`,
    );
    return `<!doctype html><title>Share</title><a href="/login?cont=/sh/abc">Log in</a><ul>${files.join('\n')}</ul>
      <script>document.write('<a class="file-link" href="/phantom">')</script><a href="/help" class="footer-link">Help</a>`;
  }
  const name = /^\/sh\/abc\/([^/?]+\.zip)$/.exec(path)?.[1];
  return name === undefined ? undefined : { type: 'application/zip', body: `zip of ${name}` };
}
