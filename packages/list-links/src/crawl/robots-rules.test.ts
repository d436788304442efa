import { expect, test } from 'vitest';

import { readRobotsRules } from './robots-rules.js';

const say = (...lines: string[]) => readRobotsRules(lines.join('\n'), 'list-links');

test('the example of RFC 9309, 5.1', () => {
  const text = `
    User-Agent: *
    Disallow: *.gif$
    Disallow: /example/
    Allow: /publications/

    User-Agent: foobot
    Disallow:/
    Allow:/example/page.html
    Allow:/example/allowed.gif

    User-Agent: barbot
    User-Agent: bazbot
    Disallow: /example/page.html

    User-Agent: quxbot`;
  const allowed = (product: string) =>
    ['/a.gif', '/a.gif?b', '/example/x', '/example/page.html', '/example/allowed.gif', '/'].filter(
      readRobotsRules(text, product).allows,
    );
  expect(allowed('list-links')).toEqual(['/a.gif?b', '/']);
  expect(allowed('FooBot')).toEqual(['/example/page.html', '/example/allowed.gif']);
  expect(allowed('bazbot')).toHaveLength(5);
  expect(allowed('quxbot')).toHaveLength(6);
});

test('of the rules that match the longest counts (RFC 9309, 5.2), and of two as long the one that allows', () => {
  const { allows } = say('User-agent: *', 'Allow: /example/page/', 'Disallow: /example/page/disallowed.gif');
  expect(allows('/example/page/disallowed.gif')).toBe(false);
  expect(allows('/example/page/')).toBe(true);
  expect(say('User-agent: *', 'Disallow: /a', 'Allow: /a').allows('/a')).toBe(true);
});

test.each([
  ['/fish', '/fish.html', true],
  ['/fish', '/Fish', false],
  ['/fish*', '/fishheads/yummy', true],
  ['/fish/', '/fish', false],
  ['/*.php', '/folder/any.php.file', true],
  ['/*.php$', '/filename.php?parameters', false],
  ['/*.php$', '/a.php.php', true],
  ['/fish*.php', '/fishheads/catfish.php?p', true],
  ['/$', '/', true],
  ['/$', '/a', false],
  ['/*a*a$', '/a', false],
  ['/*a*a', '/aa', true],
  ['/foo/bar?baz=*', '/foo/bar?baz=1', true],
  ['/foo/bar/ツ', '/foo/bar/%E3%83%84', true],
  ['/foo/%e3%83%84', '/foo/%E3%83%84', true],
  ['/a$b', '/a$b', true],
])('%s and %s', (rule, path, matches) => {
  expect(say('User-agent: *', `Disallow: ${rule}`).allows(path)).toBe(!matches);
});

test('a group of our own wins over *, is joined from all places, and may be empty', () => {
  const two = say(
    'User-agent: List-Links/2',
    'Disallow: /a',
    'User-agent: *',
    'Disallow: /',
    'user-agent:list-links',
    'Disallow: /b',
  );
  expect(['/a', '/b', '/c'].map(two.allows)).toEqual([false, false, true]);
  expect(say('User-agent: *', 'Disallow: /', 'User-agent: list-links', 'Disallow:').allows('/a')).toBe(true);
  expect(say('User-agent: list-links-image', 'Disallow: /').allows('/a')).toBe(true);
});

test('what is no rule does not part the names of a group; marks, comments and line ends do no harm', () => {
  const rules = readRobotsRules(
    '\ufeffUser-agent: other # a\rSitemap: https://h.example/\r\nUser-agent: list-links\nCrawl-delay: 2.5\n\nDisallow: /a#b\nDisallow: /c d',
    'list-links',
  );
  expect(['/a', '/b', '/c%20d'].map(rules.allows)).toEqual([false, true, false]);
  expect(rules.delayMs).toBe(2500);
  expect(say('User-agent: *', 'Crawl-delay: 1e9').delayMs).toBe(60_000);
});

test('many names before many rules, and a rule of many stars, take no longer for it', () => {
  const many = say(
    ...Array.from({ length: 20_000 }, () => 'User-agent: *'),
    ...Array.from({ length: 20_000 }, () => 'Disallow: /a'),
  );
  expect(many.allows('/a')).toBe(false);
  expect(say('User-agent: *', `Disallow: /${'*a'.repeat(10_000)}b`).allows(`/${'a'.repeat(8_000)}`)).toBe(
    true,
  );
});
