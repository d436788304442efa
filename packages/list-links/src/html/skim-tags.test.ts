import fc from 'fast-check';
import { expect, test } from 'vitest';

import { scanTag } from './scan-tag.js';
import { skimTags } from './skim-tags.js';
import { Tag } from './tag.js';
import { Vocabulary } from './vocabulary.js';

const vocabulary = new Vocabulary({ tags: ['a', 'base', 'img'], attributes: ['href'] });

/** What skimTags does, tag by tag with the tokeniser: over whole tags that cannot matter, to the first that it stops at. */
function expectTokeniserToAgree(text: string): void {
  const stop = skimTags(text, 0, vocabulary);
  const until = stop === -1 ? text.length : stop;
  let at = text.indexOf('<');
  while (at !== -1 && at < until) {
    const nameAt = text.charAt(at + 1) === '/' ? at + 2 : at + 1;
    const name = /^[a-z][^\t\n\f\r />]*/i.exec(text.slice(nameAt))?.[0] ?? '';
    expect(name).not.toBe('');
    expect(['a', 'base', 'img', 'script', 'title', 'svg', 'template']).not.toContain(name.toLowerCase());
    const end = scanTag(text, nameAt, new Tag(), vocabulary);
    expect(end).toBeGreaterThan(at);
    expect(end).toBeLessThanOrEqual(until);
    at = text.indexOf('<', end);
  }
  expect(at).toBe(stop);
}

test('ordinary tags are run over, up to the first that matters', () => {
  const text = `text <p class="x>y" id='"'>text</p\n><br/><td\n align="r" /><h1>5 > 4</h1><A href="x">`;
  expect(skimTags(text, 0, vocabulary)).toBe(text.indexOf('<A'));
  expect(skimTags('no tag', 0, vocabulary)).toBe(-1);
});

test.each([
  '<a>',
  '<script>',
  '<!-- -->',
  '</>',
  '<',
  '<p',
  '<p ',
  '<p x=">',
  '<p x=y>',
  `<p x=y><a title='>'>`,
  '<p x>',
  '<p x = "y">',
  '<p "x">',
  '<p/x>',
  '<p =x>',
])('a closer look is left to the tokeniser: %j', (text) => {
  expect(skimTags(`<b>${text}`, 0, vocabulary)).toBe(3);
});

test('whatever it runs over the tokeniser runs over too', () => {
  const piece = fc.constantFrom(
    ...[
      '<p',
      '<td',
      '</p',
      '<a',
      '<svg',
      '<b>',
      '<!--',
      '<é',
      '<',
      '>',
      '/>',
      '/',
      '=',
      '="',
      "='",
      '"',
      "'",
    ],
    ...[' ', '\n', '\0', ' x', ' class="z"', 'y', 'é', '<a href="d">', '</ p>'],
  );
  const html = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  fc.assert(fc.property(html, expectTokeniserToAgree), { numRuns: 30_000 });
});
