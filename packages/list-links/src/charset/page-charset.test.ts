import { describe, expect, test } from 'vitest';

import { pageCharset } from './page-charset.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('the charset of a page', () => {
  test.each([
    ['a byte order mark before all else', '\xef\xbb\xbf<meta charset=shift_jis>', 'koi8-r', 'utf-8', 3],
    ['of UTF-16', '\xff\xfe<\0', undefined, 'utf-16le', 2],
    ['of UTF-16, big end first', '\xfe\xff\0<', undefined, 'utf-16be', 2],
    ['the header before the page', '<meta charset=shift_jis>', 'KOI8-R', 'koi8-r', 0],
    ['a header that names nothing known', '<meta charset=shift_jis>', 'klingon', 'shift_jis', 0],
    ['latin1 is windows-1252 to browsers', '<meta charset=ISO-8859-1>', undefined, 'windows-1252', 0],
    [
      'http-equiv',
      '<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">',
      undefined,
      'euc-kr',
      0,
    ],
    [
      'content that is no pragma says nothing',
      '<meta content="text/html; charset=euc-kr">',
      undefined,
      'windows-1252',
      0,
    ],
    ['UTF-16 in a meta cannot be', '<meta charset=utf-16>', undefined, 'utf-8', 0],
    ['a meta in a comment', '<!-- <meta charset=big5> --><meta charset=gbk>', undefined, 'gbk', 0],
    ['a meta behind a comment that is whole', '<!--><meta charset=big5>', undefined, 'big5', 0],
    ['a meta in an attribute', '<p title="<meta charset=big5>"><meta charset=gbk>', undefined, 'gbk', 0],
    [
      'a later meta where the first is of no use',
      '<meta charset=klingon><meta charset=gbk>',
      undefined,
      'gbk',
      0,
    ],
    ['an XML declaration', '<?xml version="1.0" encoding="euc-jp"?><html>', undefined, 'euc-jp', 0],
    ['XML that says nothing', '<?xml version="1.0"?><rss>', undefined, 'utf-8', 0],
    ['a sitemap that says nothing', '<urlset>', undefined, 'utf-8', 0],
    ['nothing said', '<p>caf\xe9', undefined, 'windows-1252', 0],
    ['nothing at all', '', undefined, 'windows-1252', 0],
  ])('%s', (_, start, label, name, bomBytes) => {
    expect(pageCharset(bytes(start), label)).toEqual({ name, bomBytes });
  });

  test('a meta beyond 1024 bytes counts while the head lasts, and no longer', () => {
    const style = `<style>${' '.repeat(2000)}</style>`;
    expect(pageCharset(bytes(`<head>${style}<meta charset=gbk>`), undefined).name).toBe('gbk');
    expect(pageCharset(bytes(`<head>${style}<body><meta charset=gbk>`), undefined).name).toBe('windows-1252');
  });
});
