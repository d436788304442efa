import { describe, expect, test } from 'vitest';

import { FetchError } from '../fetch-error.js';
import { findRedirect, mayCarryCredentials, type RedirectQuestion } from './redirect.js';

function ask(location: string | undefined, changes: Partial<RedirectQuestion> & { from?: string } = {}) {
  const from = changes.from ?? 'https://h.example/a/b?q=1';
  return findRedirect({
    status: 302,
    headers: location === undefined ? [] : [['Location', location]],
    url: new URL(from),
    visited: [from],
    followed: 0,
    maxRedirects: 10,
    ...changes,
  });
}

const nextOf = (location: string, from?: string): string | undefined => {
  const next = ask(location, from === undefined ? {} : { from });
  return next instanceof URL ? next.href : next?.code;
};

describe('findRedirect', () => {
  test.each([
    ['c', 'https://h.example/a/c'],
    ['/c', 'https://h.example/c'],
    ['?p=2', 'https://h.example/a/b?p=2'],
    ['//other.example/x', 'https://other.example/x'],
    ['http://other.example', 'http://other.example/'],
    ['  /blank  ', 'https://h.example/blank'],
    ['/a b', 'https://h.example/a%20b'],
    ['/caf\xc3\xa9', 'https://h.example/caf%C3%A9'],
    ['/caf\xe9', 'https://h.example/caf%E9'],
    ['https://b\xc3\xbccher.example/', 'https://xn--bcher-kva.example/'],
    ['/a%2Fb', 'https://h.example/a%2Fb'],
  ])('%j leads to %s', (location, expected) => expect(nextOf(location)).toBe(expected));

  test('inherits the fragment unless it brings its own, be it empty', () => {
    expect(nextOf('/c', 'https://h.example/#here')).toBe('https://h.example/c#here');
    expect(nextOf('/c#there', 'https://h.example/#here')).toBe('https://h.example/c#there');
    expect(nextOf('/c#', 'https://h.example/#here')).toBe('https://h.example/c#');
  });

  test.each([301, 302, 303, 307, 308])('%i is followed', (status) => {
    expect(ask('/c', { status })).toBeInstanceOf(URL);
  });

  test.each([200, 201, 300, 304, 305, 306, 404])('%i is no redirect, Location or not', (status) => {
    expect(ask('/c', { status })).toBeUndefined();
  });

  test.each([
    [undefined, 'missing-location'],
    ['', 'missing-location'],
    ['http://[', 'bad-location'],
    ['http://', 'bad-location'],
    ['https://h.example:99999/', 'bad-location'],
    ['file:///etc/passwd', 'bad-scheme'],
    ['javascript:alert(1)', 'bad-scheme'],
    ['data:text/html,x', 'bad-scheme'],
    ['https://h.example/a/b?q=1', 'loop'],
    ['https://h.example/a/b?q=1#other', 'loop'],
  ])('%j is refused as %s', (location, code) => {
    const refusal = ask(location);
    expect(refusal).toBeInstanceOf(FetchError);
    expect(refusal).toMatchObject({ kind: 'redirect', code, retryable: false });
  });

  test('a loop over several URLs is seen', () => {
    expect(ask('/1', { visited: ['https://h.example/1', 'https://h.example/2'] })).toMatchObject({
      code: 'loop',
    });
  });

  test('the limit counts redirects, and 0 forbids the first', () => {
    expect(ask('/c', { followed: 9 })).toBeInstanceOf(URL);
    expect(ask('/c', { followed: 10 })).toMatchObject({
      code: 'too-many',
      message: 'more than 10 redirects',
    });
    expect(ask('/c', { maxRedirects: 0 })).toMatchObject({ code: 'too-many' });
  });

  test('messages quote a hostile Location cut short and on one line, and never a password', () => {
    const long = ask(`ftp://x/\n${'y'.repeat(5000)}`);
    expect(long instanceof FetchError && long.message).toMatch(
      /^redirected to "ftp:\/\/x\/\\ny{100,200}\.\.\.", which/,
    );
    const loop = ask('https://u:secret@h.example/', { visited: ['https://u:secret@h.example/'] });
    expect(loop instanceof FetchError && loop.message).toBe(
      'redirected in a loop, back to "https://h.example/"',
    );
  });
});

describe('mayCarryCredentials', () => {
  test.each([
    ['https://h.example/a', 'https://h.example/b', true],
    ['https://h.example/', 'https://h.example:443/', true],
    ['http://h.example/', 'https://h.example/', true],
    ['https://h.example/', 'http://h.example/', false],
    ['http://h.example:80/', 'https://h.example:8443/', false],
    ['http://h.example:8080/', 'https://h.example:8080/', false],
    ['https://h.example/', 'https://h.example:444/', false],
    ['https://h.example/', 'https://www.h.example/', false],
    ['https://h.example/', 'https://h.example.evil.example/', false],
  ])('%s to %s: %s', (from, to, expected) => {
    expect(mayCarryCredentials(new URL(from), new URL(to))).toBe(expected);
  });
});
