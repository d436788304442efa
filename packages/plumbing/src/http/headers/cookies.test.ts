import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { formatCookieFile, parseCookieFile } from './cookie-file.js';
import { createCookies } from './cookies.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cookies-'));
});
afterAll(() => rm(folder, { recursive: true }));

const page = new URL('https://www.h.example/a/b');
const file = [
  '# Netscape HTTP Cookie File',
  '.h.example\tTRUE\t/\tFALSE\t4102444800\twide\t1',
  '#HttpOnly_www.h.example\tFALSE\t/a\tTRUE\t0\tnarrow\tx=y',
  'other.example\tFALSE\t/\tFALSE\t0\tother\t1',
  'www.h.example\tFALSE\t/\tFALSE\t1\texpired\t1',
  '',
].join('\n');

describe('a Netscape cookie file', () => {
  test('is read and written back the same', () => {
    const lines = parseCookieFile(file, 'f');
    expect(lines.map(({ name }) => name)).toEqual(['wide', 'narrow', 'other', 'expired']);
    expect(lines[1]).toEqual({
      domain: 'www.h.example',
      includesSubdomains: false,
      path: '/a',
      isSecure: true,
      isHttpOnly: true,
      expires: 0,
      name: 'narrow',
      value: 'x=y',
    });
    expect(parseCookieFile(formatCookieFile(lines), 'f')).toEqual(lines);
  });

  test('with a line that is no cookie is wrong usage', () => {
    expect(() => parseCookieFile('# c\nnonsense\n', 'jar.txt')).toThrow(
      'line 2 of the cookie file "jar.txt" is no cookie: "nonsense"',
    );
  });
});

describe('createCookies', () => {
  test('does nothing where nobody asks', async () =>
    expect(await createCookies([], undefined)).toBeUndefined());

  test('keeps literal cookies apart from the jar', async () => {
    const cookies = await createCookies(['a=1; b=2', 'c=3'], undefined);
    expect(cookies?.literal).toBe('a=1; b=2; c=3');
    expect(cookies?.take(page, ['set=1'])).toBe(false);
    expect(cookies?.find(page)).toBeUndefined();
  });

  test('sends what the file holds for a host, a path and a scheme', async () => {
    await writeFile(join(folder, 'in.txt'), file);
    const cookies = await createCookies([join(folder, 'in.txt')], undefined);
    expect(cookies?.find(page)).toBe('narrow=x=y; wide=1');
    expect(cookies?.find(new URL('http://www.h.example/a/b'))).toBe('wide=1');
    expect(cookies?.find(new URL('https://h.example/'))).toBe('wide=1');
    expect(cookies?.find(new URL('https://evilh.example/'))).toBeUndefined();
  });

  test('takes what servers set, not for foreign or public domains, and tells whether that changed anything', async () => {
    const cookies = await createCookies([''], undefined);
    expect(cookies?.take(page, ['s=1; Path=/'])).toBe(true);
    expect(cookies?.take(page, ['s=1; Path=/'])).toBe(false);
    expect(cookies?.take(page, ['t=1; Domain=other.example', 'u=1; Domain=co.uk', '\0garbage'])).toBe(false);
    expect(cookies?.find(page)).toBe('s=1');
    expect(cookies?.take(page, ['s=; Path=/; Max-Age=0'])).toBe(true);
    expect(cookies?.find(page)).toBeUndefined();
  });

  test('works for hosts without a domain', async () => {
    const cookies = await createCookies([''], undefined);
    for (const url of ['http://localhost:8080/', 'http://127.0.0.1:8080/'].map((href) => new URL(href))) {
      expect(cookies?.take(url, ['s=1'])).toBe(true);
      expect(cookies?.find(url)).toBe('s=1');
    }
  });

  test('-c writes a file that -b reads, for its owner only', async () => {
    const path = join(folder, 'out.txt');
    const cookies = await createCookies([], path);
    cookies?.take(page, [
      'session=1; Path=/',
      'long=2; Domain=h.example; Path=/; Max-Age=86400; Secure; HttpOnly',
    ]);
    cookies?.save();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).toMatch(/^# Netscape HTTP Cookie File\n/);
    const again = await createCookies([path], undefined);
    expect(again?.find(page)).toBe('session=1; long=2');
  });

  test('files that cannot be read or written are told', async () => {
    await expect(createCookies(['/nowhere.txt'], undefined)).rejects.toThrow(
      'cannot read the cookie file "/nowhere.txt"',
    );
    await expect(createCookies([], '/nowhere/jar.txt')).rejects.toThrow(
      '--cookie-jar "/nowhere/jar.txt": no such file or directory',
    );
  });
});
