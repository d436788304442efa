import { describe, expect, test } from 'vitest';

import { encodeQuery } from './encode-query.js';

describe('the query of a link is encoded in the charset of its page', () => {
  test.each([
    ['windows-1252', '?q=é€', '?q=%E9%80'],
    ['windows-1252', '?q=日', '?q=%26%2326085%3B'],
    ['koi8-r', '?q=Я', '?q=%F1'],
    ['shift_jis', '?q=ソｱ¥−', '?q=%83\\%B1\\%81|'],
    ['euc-jp', '?q=ソｱ', '?q=%A5%BD%8E%B1'],
    ['iso-2022-jp', '?q=ソaソ', '?q=%1B$B%=%1B(Ba%1B$B%=%1B(B'],
    ['gbk', '?q=你€', '?q=%C4%E3%80'],
    ['gb18030', '?q=你€\u0080😀', '?q=%C4%E3%A2%E3%810%810%949%FC6'],
    ['big5', '?q=你十', '?q=%A7A%A4Q'],
    ['euc-kr', '?q=가', '?q=%B0%A1'],
  ])('%s: %s', (charset, href, encoded) => {
    expect(encodeQuery(href, charset)).toBe(encoded);
  });

  test.each([
    ['utf-8', '?q=é'],
    ['utf-16le', '?q=é'],
    ['windows-1252', '/é#?é'],
    ['windows-1252', 'mailto:a?subject=é'],
    ['windows-1252', 'javascript:f("?é")'],
  ])('but not in %s: %s', (charset, href) => {
    expect(encodeQuery(href, charset)).toBe(href);
  });

  test('path and fragment stay as they are', () => {
    expect(encodeQuery('/é?é#é', 'windows-1252')).toBe('/é?%E9#é');
  });
});
