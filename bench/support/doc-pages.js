import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Pages that many tools have written, in several languages: 440 MB, some 18,000 of them.
const packages =
  `apache2-doc bash-doc cmake-doc debian-faq debian-handbook debian-reference-en debian-reference-ja git-doc
  gnuplot-doc libboost1.74-doc libglib2.0-doc libgtk-3-doc llvm-14-doc nginx-doc perl-doc postgresql-doc-15
  python-django-doc python3.11-doc qtbase5-doc-html r-doc-html sqlite3-doc tcl8.6-doc vim-doc`.split(/\s+/);
const fewPackages = 'bash-doc debian-reference-ja git-doc sqlite3-doc python3.11-doc'.split(' ');

/**
 * HTML pages, the largest last, and where they are from: those of a folder, else of Debian's -doc packages, which are
 * downloaded once, else made up. With `isQuick` there are fewer.
 */
export function docPages(folder, isQuick = false) {
  if (folder !== undefined) {
    const found = pagesBelow(folder);
    return { pages: isQuick ? found.filter((_, at) => at % 10 === 9) : found, source: `pages of ${folder}` };
  }
  const downloaded = pagesBelow(download(isQuick ? fewPackages : packages, isQuick ? '-few' : ''));
  if (downloaded.length > 0) return { pages: downloaded, source: "pages of Debian's -doc packages" };
  console.log("skipped: Debian's -doc packages are not to be had here; made-up pages take their place");
  return { pages: pagesBelow(makePages(isQuick ? 500 : 5000)), source: 'made-up pages' };
}

function pagesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.html?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: statSync(path).size }))
    .sort((a, b) => a.bytes - b.bytes || (a.path < b.path ? -1 : 1));
}

function download(names, ending) {
  const folder = join(tmpdir(), `fetchutils-doc-pages${ending}`);
  if (existsSync(folder)) return folder;
  const packed = `${folder}.packages`;
  mkdirSync(packed, { recursive: true });
  for (const name of names) {
    try {
      execFileSync('apt-get', ['download', name], { cwd: packed, stdio: 'ignore' });
    } catch {
      console.log(`not to be had here: ${name}`);
    }
  }
  const unpacked = `${folder}.unpacked`;
  mkdirSync(unpacked, { recursive: true });
  const files = readdirSync(packed);
  for (const file of files) execFileSync('dpkg-deb', ['-x', join(packed, file), unpacked]);
  // What was not to be had now may be tomorrow.
  if (files.length > 0) execFileSync('mv', [unpacked, folder]);
  rmSync(packed, { recursive: true });
  return files.length > 0 ? folder : unpacked;
}

/** Pages of the kind that manuals have: a list of contents, paragraphs with a few links, a table. */
function makePages(count) {
  const folder = join(tmpdir(), 'fetchutils-made-pages');
  mkdirSync(folder, { recursive: true });
  const items = (n) =>
    Array.from(
      { length: 60 },
      (_, i) => `<li class="toc"><a href="p${(n + i) % count}.html#s${i}">Part ${i}</a></li>`,
    );
  const sections = Array.from(
    { length: 60 },
    (_, i) =>
      `<h2 id="s${i}">Part ${i}</h2><p>${'Words of a <em>paragraph</em>. '.repeat(8)}<a class="reference" href="../made/p${i}.html"><code>name${i}</code></a></p>`,
  );
  for (let n = 0; n < count; n += 1) {
    const body = `<ul>${items(n).join('\n')}</ul>\n${sections.join('\n')}`;
    writeFileSync(
      join(folder, `p${n}.html`),
      `<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>${n}</title></head><body>\n${body}\n</body></html>\n`,
    );
  }
  return folder;
}
