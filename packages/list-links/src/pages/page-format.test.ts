import { expect, test } from 'vitest';

import { pageFormat } from './page-format.js';

test.each([
  ['<p>', 'https://h.example/', undefined, 'html'],
  ['just text', 'https://h.example/', undefined, 'html'],
  [
    '<?xml version="1.0"?><!-- c --><!DOCTYPE x><urlset xmlns="y">',
    'https://h.example/',
    'text/html',
    'feed',
  ],
  ['\n<rss version="2.0">', 'https://h.example/', undefined, 'feed'],
  ['<?xml version="1.0"?><html xmlns="y">', 'https://h.example/', 'application/xhtml+xml', 'xhtml'],
  ['<html>', 'file:///tmp/saved.xhtml', undefined, 'xhtml'],
  ['<html>', 'https://h.example/a.xhtml', 'text/html', 'html'],
  ['<sm:urlset>', 'https://h.example/', 'text/xml', 'feed'],
  ['https://h.example/1\nhttps://h.example/2', 'https://h.example/list.txt.gz', 'application/gzip', 'list'],
  ['https://h.example/1\n', 'file:///tmp/urls', undefined, 'list'],
  ['https://h.example/1\n', 'https://h.example/', 'text/html', 'html'],
  ['{"a":1}', 'https://h.example/', undefined, 'json'],
  ['\ufeff [ {', 'https://h.example/', 'application/octet-stream', 'json'],
  [")]}'\n{}", 'https://h.example/', 'application/vnd.api+json; charset=utf-8', 'json'],
  ['{"a":1}', 'https://h.example/', 'text/html', 'html'],
  ['[an aside]', 'https://h.example/', undefined, 'html'],
  ['{ color: red }', 'file:///tmp/x', undefined, 'html'],
  ['User-agent: *', 'https://h.example/robots.txt', 'text/plain', 'robots'],
  ['user-agent: *', 'file:///tmp/saved', undefined, 'robots'],
  ['https://h.example/1', 'https://h.example/sitemap.txt', undefined, 'list'],
  ['https://h.example/1', 'https://h.example/list', 'text/plain; charset=utf-8', 'list'],
  ['a { b: c }', 'https://h.example/a.css', undefined, 'css'],
  ['<p>', 'https://h.example/a.css', undefined, 'html'],
  ['%PDF-1.7', 'https://h.example/', 'text/html', 'binary'],
  ['\x89PNG\r\n\x1a\n\0', 'https://h.example/', undefined, 'binary'],
  ['<p>a\0b</p> and more of the text', 'https://h.example/', undefined, 'html'],
  ['GIF89a', 'https://h.example/', 'image/gif', 'binary'],
])('%j at %s as %s', (start, url, type, format) => {
  expect(pageFormat(start, url, type)).toBe(format);
});
