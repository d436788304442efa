// Does list-links find the links that the HTML standard's algorithm finds? On real pages, and on 3,000 broken at random.
// node bench/list-links-agreement.js [FOLDER]   without a folder the pages of Debian's -doc packages are downloaded
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parse } from 'parse5';

import { docPages } from './support/doc-pages.js';

const listLinks = fileURLToPath(new URL('../packages/list-links/dist/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'agreement-'));
const pieces =
  `< > " ' = / <!-- --> <script> </script> <style> <textarea> </textarea> <title> <svg> </svg> <math> <select> </select>
  <template> </template> <plaintext> <frameset> <noscript> </noscript> <![CDATA[ ]]> <? <! </ & &amp <table> </table> <td> <a </a>
  <a href=x> <a href='  href=y  <base href=//b/> <iframe> <xmp> <p> </p> </div> <foreignObject> <desc>`.split(
    /\s+/,
  );
const base = 'http://h.example/d/';
let state = 1;

const { pages } = docPages(process.argv[2]);
const real = pages.map(({ path }) => ({ path, text: () => readFileSync(path, 'utf8') }));
report('real pages', real);
const small = pages.filter(({ bytes }) => bytes < 60_000);
report(
  'broken pages',
  Array.from({ length: 3000 }, (_, n) => breakPage(n)),
);
rmSync(folder, { recursive: true });

/** Compares page by page, in runs of a thousand so that neither side holds too much. */
function report(title, pages) {
  let links = 0;
  const different = [];
  for (let from = 0; from < pages.length; from += 1000) {
    const some = pages.slice(from, from + 1000);
    const found = ours(some);
    some.forEach((page, n) => {
      const expected = theirs(page.text());
      links += expected.size;
      const extra = [...found[n]].filter((href) => !expected.has(href));
      const missing = [...expected].filter((href) => !found[n].has(href));
      if (extra.length + missing.length > 0) different.push({ page, extra, missing });
    });
  }
  const share = (100 * (1 - different.length / pages.length)).toFixed(2);
  console.log(`${pages.length} ${title}, ${links} different links: the same on ${share} %`);
  for (const { page, extra, missing } of different) {
    const hasSelect = /<select/i.test(page.text());
    console.log(
      `  ${page.path}: ${extra.length} more, ${missing.length} less${hasSelect ? ', has a <select>' : ''}`,
    );
  }
}

/** The links that list-links prints, page by page; --base makes hrefs of all kinds comparable. */
function ours(pages) {
  const rows = pages.map(({ path }, n) => JSON.stringify({ url: base, path, n_page: n })).join('\n');
  const options = ['--pages', '--all-schemes', '--keep-fragment', '--charset', 'utf-8', '--quiet'];
  const printed = execFileSync(process.execPath, [listLinks, ...options], {
    input: rows,
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
  });
  const found = pages.map(() => new Set());
  for (const line of printed.split('\n')) {
    if (line === '') continue;
    const { url, n_page: page } = JSON.parse(line);
    found[page].add(url);
  }
  return found;
}

function theirs(html) {
  const hrefs = [];
  let first;
  const stack = [parse(html, { scriptingEnabled: false })];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const href = node.attrs?.find(({ name }) => name === 'href')?.value;
    const isHtml = node.namespaceURI === 'http://www.w3.org/1999/xhtml';
    if (node.tagName === 'base' && isHtml) first ??= href;
    if ((node.tagName === 'a' || node.tagName === 'area') && href !== undefined) hrefs.push(href);
    if (node.childNodes) stack.push(...node.childNodes.toReversed());
  }
  const start = toHref(first, base) ?? base;
  const from = /^(?:data|javascript):/.test(start) ? base : start;
  return new Set(hrefs.flatMap((href) => toHref(href, from) ?? []));
}

function toHref(href, from) {
  try {
    return href === undefined ? undefined : new URL(href, from).href;
  } catch {
    return undefined;
  }
}

/** Up to six changes to a page: a piece of markup put in, some characters dropped, replaced, repeated, or the end cut off. */
function breakPage(n) {
  let text = readFileSync(small[random(small.length)].path, 'utf8');
  for (let left = 1 + random(6); left > 0; left--) {
    const at = random(text.length + 1);
    const kind = random(6);
    if (kind < 2) text = text.slice(0, at) + pieces[random(pieces.length)] + text.slice(at);
    else if (kind === 2) text = text.slice(0, at) + text.slice(at + random(30));
    else if (kind === 3) text = text.slice(0, at) + String.fromCharCode(random(128)) + text.slice(at + 1);
    else if (kind === 4)
      text = text.slice(0, at) + text.substr(random(text.length), random(200)) + text.slice(at);
    else if (random(6) === 0) text = text.slice(0, at);
  }
  const path = join(folder, `${n}.html`);
  writeFileSync(path, text);
  return { path, text: () => readFileSync(path, 'utf8') };
}

/** Numbers that are the same at every run. */
function random(below) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}
