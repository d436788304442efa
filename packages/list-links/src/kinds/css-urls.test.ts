import { expect, test } from 'vitest';

import { cssUrls } from './css-urls.js';

test.each([
  ['background: url(a.png)', ['a.png']],
  ['background: URL( \'a b.png\' ), url("c.png")', ['a b.png', 'c.png']],
  ['a { b: url(a\\)\\20 b.png) }', ['a) b.png']],
  ['/* url(a) */ b { c: url(d) } /* e', ['d']],
  ['content: "url(a)"', []],
  ['content: "a\\"url(b)"; c: url(d)', ['d']],
  ['@import "a.css"; @import url(b.css) screen;', ['import a.css', 'import b.css']],
  ['@charset "utf-8"; a { font: "b" }', []],
  ['c: image-set("a.png" 1x, url(b.png) 2x type("image/png")); d: "e"', ['a.png', 'b.png']],
  ['c: my-url(a)', []],
  ['c: url()', []],
  ['c: url(a', ['a']],
  ["c: 'broken\nd: url(e)", ['e']],
])('%s', (css, expected) => {
  expect(cssUrls(css).map(({ url, isImport }) => (isImport ? `import ${url}` : url))).toEqual(expected);
});
