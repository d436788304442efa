import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Pages that many tools have written, in several languages: 440 MB, some 18,000 of them.
const packages =
  `apache2-doc bash-doc cmake-doc debian-faq debian-handbook debian-reference-en debian-reference-ja git-doc
  gnuplot-doc libboost1.74-doc libglib2.0-doc libgtk-3-doc llvm-14-doc nginx-doc perl-doc postgresql-doc-15
  python-django-doc python3.11-doc qtbase5-doc-html r-doc-html sqlite3-doc tcl8.6-doc vim-doc`.split(/\s+/);

/** The HTML pages of a folder, or of Debian's -doc packages, which are downloaded once; the largest last. */
export function docPages(folder = download()) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.html?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: statSync(path).size }))
    .sort((a, b) => a.bytes - b.bytes || (a.path < b.path ? -1 : 1));
}

function download() {
  const folder = join(tmpdir(), 'fetchutils-doc-pages');
  if (existsSync(folder)) return folder;
  const packed = `${folder}.packages`;
  mkdirSync(packed, { recursive: true });
  for (const name of packages) {
    try {
      execFileSync('apt-get', ['download', name], { cwd: packed, stdio: 'ignore' });
    } catch {
      console.log(`not to be had here: ${name}`);
    }
  }
  for (const file of readdirSync(packed)) execFileSync('dpkg-deb', ['-x', join(packed, file), folder]);
  return folder;
}
