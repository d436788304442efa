import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { LinkCollector } from '../collect/link-collector.js';
import { planReading } from '../kinds/reading-plan.js';
import { asItStands, type DecodeBytes } from '../html/decode-bytes.js';
import { scanHtml } from '../html/scan-html.js';
import { createRawStream } from './raw-stream.js';
import { createTextStream, type TextStream } from './text-stream.js';

const plan = planReading({
  kinds: new Set(['links', 'images', 'assets']),
  ...{ selectors: [], attributes: [], allCandidates: true, showsUnselected: false, isRendered: false },
  ...{ followNext: false, follows: false, next: undefined, regex: undefined },
});

/** The links of a page, read in pieces of this size, with all that is told of each. */
function linksOf(page: Buffer, size: number, stream: TextStream, decode: DecodeBytes): unknown[] {
  const found: unknown[] = [];
  const collector = new LinkCollector(
    plan,
    { link: (link) => found.push(link), base: (href) => found.push(href), next: () => undefined },
    () => true,
  );
  const scanner = scanHtml(plan.vocabulary, collector, decode);
  for (let at = 0; at < page.length; at += size) scanner.write(stream.write(page.subarray(at, at + size)));
  scanner.write(stream.end());
  scanner.end();
  collector.end();
  return found;
}

describe('a page held as bytes has the links that it has as text', () => {
  const markup = fc.constantFrom(
    ...[
      '<p>',
      '<a href="',
      '<a href=',
      '<a title="',
      '">',
      '>',
      '</a>',
      '<img alt="',
      '" src="x">',
      '<td>',
      '&amp;',
    ],
    ...[
      '<a href="x">',
      '<textarea>',
      '</textarea>',
      '<style>a{background:url("',
      '")}</style>',
      '<svg>',
      '<![CDATA[',
    ],
    ...[
      ']]>',
      '<base href="',
      '<!--',
      '-->',
      '</svg>',
      '<script type="application/ld+json">{"image":"',
      '"}</script>',
    ],
  );
  const text = fc.constantFrom(
    'é',
    '“ab”',
    '日本',
    '😀',
    '\u00a0',
    '\ufeff',
    'x',
    ' ',
    '&eacute;',
    '\0',
    '?q=ü',
  );
  const broken = fc.uint8Array({ minLength: 1, maxLength: 4 }).map((bytes) => Buffer.from(bytes));
  const bytes = fc.oneof(
    { weight: 4, arbitrary: markup.map((piece) => Buffer.from(piece)) },
    { weight: 3, arbitrary: text.map((piece) => Buffer.from(piece)) },
    { weight: 1, arbitrary: broken },
  );
  const page = fc.array(bytes, { maxLength: 25 }).map((pieces) => Buffer.concat(pieces));

  test.each(['utf-8', 'windows-1252', 'koi8-r'])('%s', (charset) => {
    fc.assert(
      fc.property(page, fc.integer({ min: 1, max: 40 }), (given, size) => {
        const raw = createRawStream(charset);
        if (raw === undefined) throw new Error(charset);
        const expected = linksOf(given, given.length || 1, createTextStream(charset), asItStands);
        expect(linksOf(given, size, raw, raw.decode)).toEqual(expected);
      }),
      { numRuns: 5_000 },
    );
  });
});

test.each(['utf-16le', 'shift_jis', 'gb18030', 'iso-2022-jp', 'big5'])('there is none for %s', (charset) => {
  expect(createRawStream(charset)).toBeUndefined();
});
