import { expect, test } from 'vitest';

import { withoutLogin } from './without-login.js';

test.each([
  ['https://u:p@h.example/a@b', 'https://h.example/a@b'],
  ['http://u@h.example', 'http://h.example'],
  ['HTTP:\\\\u:p@h.example\\x', 'HTTP:\\\\h.example\\x'],
  ['http:u:p@h.example/', 'http:h.example/'],
  ['ftp://u:p@h.example/', 'ftp://h.example/'],
  ['https://u:p@q@h.example/', 'https://h.example/'],
  ['https://h.example/?mail=a@b', 'https://h.example/?mail=a@b'],
  ['mailto:a@b', 'mailto:a@b'],
  ['a@b', 'a@b'],
])('%s', (text, expected) => expect(withoutLogin(text)).toBe(expected));
