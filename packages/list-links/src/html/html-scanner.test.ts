import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, test } from 'vitest';

import { HtmlScanner } from './html-scanner.js';
import { HtmlShape } from './html-shape.js';
import { Vocabulary } from './vocabulary.js';

/** The href of every link, as the scanner finds them in pieces of this size. */
function scan(html: string, pieceLength = html.length + 1): string[] {
  const found: string[] = [];
  const shape = new HtmlShape(false);
  const vocabulary = new Vocabulary({ tags: ['a'], attributes: ['href', 'xlink:href'] });
  const scanner = new HtmlScanner(vocabulary, shape, {
    wantsText: false,
    open(tag) {
      const href = tag.get('href') ?? (tag.foreign ? tag.get('xlink:href') : undefined);
      if (tag.name === 'a' && !shape.inTemplate && href !== undefined) found.push(href);
    },
    close: () => undefined,
    text: () => undefined,
  });
  for (let at = 0; at < html.length; at += pieceLength) scanner.write(html.slice(at, at + pieceLength));
  scanner.end();
  return found;
}

/** The same by the standard's algorithm; parse5 leaves carriage returns to the browser's input stream. */
function parsed(html: string): string[] {
  const found: string[] = [];
  const walk = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('tagName' in node && node.tagName === 'a') {
      const href = node.attrs.find(({ name }) => name === 'href');
      if (href !== undefined) found.push(href.value);
    }
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(html, { scriptingEnabled: false }));
  return found;
}

const set = (links: string[]): string[] => [...new Set(links)].sort();

describe('finds the links that the standard finds', () => {
  test.each([
    [
      'quoted and not',
      `<a href="1"><a href='2'><a href=3><a href = 4 ><A HREF=5>`,
      ['1', '2', '3', '4', '5'],
    ],
    ['without a value', '<a href><a href=><a href="">', ['', '', '']],
    ['of two attributes the first', '<a href=1 href=2>', ['1']],
    [
      'character references',
      '<a href="?a=1&amp;b&copy=2&copy;&notit;&#x41;&#0;&#128;">',
      ['?a=1&b&copy=2©&notit;A\ufffd€'],
    ],
    ['a slash is no value', '<a/href=1/><a href=2/>', ['1/', '2/']],
    ['an equals sign may begin a name', '<a =href=1 href=2>', ['2']],
    ['a greater-than sign in quotes', '<a title=">" href=1>', ['1']],
    ['a NUL', '<a href="a\0b">', ['a\ufffdb']],
    [
      'comments',
      '<!-- <a href=1> --><!--><a href=2><!---><a href=3><!-- --!><a href=4><!-- -- > <a href=5>-->',
      ['2', '3', '4'],
    ],
    ['a comment never closed', '<a href=1><!-- <a href=2>', ['1']],
    ['bogus comments', '<? <a href=1>><! <a href=2>></ <a href=3>></><a href=4>', ['4']],
    ['a doctype with quotes', '<!doctype html "<a href=1>"><a href=2>', ['2']],
    [
      'raw text',
      '<title><a href=1></title><textarea><a href=2></textarea><xmp><a href=3></xmp><iframe><a href=4></iframe><noembed><a href=5></noembed><style><a href=6></style><a href=7>',
      ['7'],
    ],
    ['an end tag in raw text needs its name whole', '<style></styles><a href=1></style ><a href=2>', ['2']],
    [
      'scripts hidden in comments',
      '<script><!-- <script> </script> <a href=1> --></script><a href=2>',
      ['2'],
    ],
    ['a script whose comment is whole', '<script><!--><script></script><a href=1>', ['1']],
    ['noscript is read, as without scripts', '<noscript><a href=1></noscript>', ['1']],
    ['plaintext has no end', '<a href=1><plaintext><a href=2></plaintext><a href=3>', ['1']],
    ['a template is no part of the page', '<template><a href=1></template><a href=2>', ['2']],
    [
      'a frameset has no links',
      '<frameset><frame src=x><a href=1></frameset><noframes><a href=2></noframes>',
      [],
    ],
    ['a late frameset is ignored', '<p>text<frameset><a href=1>', ['1']],
    [
      'links of SVG',
      '<svg><a href=1></a><a xlink:href=2></a><a href=3 xlink:href=4></a></svg>',
      ['1', '2', '3'],
    ],
    [
      'raw text is none in SVG',
      '<svg><style><a href=1></style><title><a href=2></title></svg><a href=3>',
      ['1', '2', '3'],
    ],
    ['CDATA counts in SVG only', '<svg><![CDATA[<a href=1>]]></svg><![CDATA[<a href=2>]]><a href=3>', ['3']],
    [
      'HTML inside of SVG',
      '<svg><foreignObject><style><a href=1></style></foreignObject></svg><a href=2>',
      ['2'],
    ],
    ['a tag that breaks out of SVG', '<svg><p><style><a href=1></style></p><a href=2>', ['2']],
    ['MathML', '<math><mi><style><a href=1></style></mi><style><a href=2></style></math>', ['2']],
    ['a tag that the page cuts short', '<a href=1><a href=2 title="', ['1']],
  ])('%s', (_, html, links) => {
    expect(scan(html)).toEqual(links);
    expect(set(parsed(html))).toEqual(set(links));
  });

  test('of SVG with both hrefs, the one without a prefix', () => {
    expect(scan('<svg><a xlink:href=old href=new>')).toEqual(['new']);
  });

  // The standard dropped the "in select" insertion mode in 2025, and Chromium with it; parse5 still has it.
  test('also in select', () => {
    expect(scan('<select><option><a href=1></select>')).toEqual(['1']);
  });
});

const bits =
  `< > " ' = / ! ? - -- & ; a href <a href=1> <a href="2"> </a> <!-- --> --!> <script> </script> <style> </style> <title> </title>
  <textarea> </textarea> <xmp> </xmp> <svg> </svg> <math> <mi> </math> <desc> <foreignObject> </foreignObject> <p> </p> <div> </div>
  <table> <td> </table> <noscript> </noscript> <iframe> </iframe> <![CDATA[ ]]> <? </ &amp &lt; \0 text`.split(
    /\s+/,
  );
const soup = fc
  .array(fc.oneof(fc.constantFrom(...bits, ' ', '\n'), fc.string({ maxLength: 5 })), { maxLength: 60 })
  .map((parts) => parts.join(''));

describe('on tag soup', () => {
  test('pieces of any size give the same', () => {
    fc.assert(
      fc.property(soup, fc.integer({ min: 1, max: 20 }), (html, length) => {
        expect(scan(html, length)).toEqual(scan(html));
      }),
      { numRuns: 2_000 },
    );
  });

  // No stack of HTML elements is kept, so where SVG ends is a guess when its end tag is missing: seen in one of 300.
  test('it agrees with parse5, but for unclosed SVG and MathML', () => {
    let differences = 0;
    const runs = 3_000;
    fc.assert(
      fc.property(soup, (html) => {
        const plain = html.replaceAll('\r', '');
        if (set(scan(plain)).join(' ') === set(parsed(plain)).join(' ')) return;
        expect(plain).toMatch(/<(?:svg|math)/);
        differences += 1;
      }),
      { numRuns: runs },
    );
    expect(differences).toBeLessThan(runs * 0.015);
  });
});
