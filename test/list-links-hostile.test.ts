import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { workdir } from './support/workdir.js';

// Every piece of markup of a page that the docs show.
const markup = Array.from(
  (
    readFileSync(new URL('../docs/links.md', import.meta.url), 'utf8').split(
      '## Pages that are no HTML',
    )[0] ?? ''
  ).matchAll(/`(<[^`]+)`/g),
  ([, code = '']) => code,
);
const page = `<!doctype html><meta charset=utf-8><title>é</title>${markup.join('\n')}`;

/** Reads all pages in one run, as if they came from the web, and holds each row to the contract. */
async function readAll(pages: readonly (string | Buffer)[], options = '--all') {
  const w = workdir();
  const rows = pages.map((content, id) => {
    w.write(`${id}.html`, content);
    return JSON.stringify({ url: `https://h.example/${id}`, path: `${id}.html`, id });
  });
  const said = await w.sh(`list-links ${options}`, { input: rows.join('\n') });
  expect([0, 1]).toContain(said.status);
  const counts = new Map<unknown, number>();
  for (const row of said.rows()) {
    expect(row['page']).toBe(`https://h.example/${String(row['id'])}`);
    if (row['ok'] === false) expect(row).toMatchObject({ error: { kind: 'type' } });
    else {
      const n = (counts.get(row['id']) ?? 0) + 1;
      counts.set(row['id'], n);
      expect(() => new URL(String(row['url']))).not.toThrow();
      expect(row).toMatchObject({ tag: expect.any(String) as string, attr: expect.any(String) as string, n });
    }
  }
  return { said, counts };
}

describe('broken pages give valid rows', () => {
  test('cut at any character', async () => {
    const { counts } = await readAll(Array.from(page, (_, length) => page.slice(0, length)));
    expect(Math.max(...counts.values())).toBeGreaterThan(60);
  });

  test.each([['--all'], ["--select 'div > a, img' --all"]])(
    'with bytes changed, dropped and repeated: %s',
    async (options) => {
      const bytes = Buffer.from(page);
      const place = fc.nat({ max: bytes.length });
      const change = fc.oneof(
        fc.tuple(place, fc.nat({ max: 40 }), fc.constant(Buffer.alloc(0))),
        fc.tuple(
          place,
          fc.constant(0),
          fc.uint8Array({ maxLength: 4 }).map((given) => Buffer.from(given)),
        ),
        fc.tuple(
          place,
          fc.constant(1),
          fc
            .constantFrom('<', '>', '"', "'", '&', '<!--', '<svg>', '<script>', '\0')
            .map((given) => Buffer.from(given)),
        ),
        fc.tuple(
          place,
          fc.constant(0),
          place.map((from) => bytes.subarray(from, from + 200)),
        ),
      );
      const pages = fc
        .sample(fc.array(change, { minLength: 1, maxLength: 8 }), { numRuns: 500, seed: 7 })
        .map((changes) =>
          changes.reduce(
            (before, [at, length, put]) =>
              Buffer.concat([before.subarray(0, at), put, before.subarray(at + length)]),
            bytes,
          ),
        );
      const { counts } = await readAll(pages, options);
      expect(counts.size).toBeGreaterThan(400);
    },
  );

  test('random bytes', async () => {
    await readAll(
      fc.sample(
        fc.uint8Array({ maxLength: 300 }).map((given) => Buffer.from(given)),
        { numRuns: 500, seed: 7 },
      ),
    );
  });
});

// What is quadratic anywhere takes minutes on these, and the test runner has no such patience.
describe('hostile pages take linear time', () => {
  const link = '<a href=https://h.example/last>';
  const times = (text: string, count: number): string => text.repeat(count);

  test.each([
    ['a million nested elements', `${times('<div>', 1e6)}${link}`],
    ['a million links that nobody closes', `${times('<a href=x>', 1e6)}${link}`],
    ['a million SVGs that nobody closes', `${times('<svg>', 1e6)}${link}`],
    ['a million end tags', `${times('</b>', 1e6)}${link}`],
    ['a million end tags in SVG', `${times('<svg><g>', 5e5)}${times('</x>', 5e5)}${link}`],
    ['a million comments that nobody closes', `${times('<!-- x > -- > --! ', 1e6)}-->${link}`],
    ['a script with a million comments', `<script>${times('<!--<script>', 1e6)}</script></script>-->${link}`],
    ['a million less-than signs', `${times('<', 1e6)}>${link}`],
    ['a million end tags that end nothing', `<textarea>${times('</', 1e6)}</textarea>${link}`],
    ['a tag of a million attributes', `<p ${times('title="x" ', 1e6)}>${link}`],
    [
      'a tag of a million different attributes',
      `<a ${Array.from({ length: 1e6 }, (_, n) => `a${n}=1`).join(' ')}>${link}`,
    ],
    ['a name of ten million letters', `<${times('x', 1e7)}>${link}`],
    ['a million ampersands', `<a href="${times('&', 1e6)}">${link}`],
    ['a link text of ten million letters', `<a href=x>${times('&amp;x ', 2e6)}</a>${link}`],
    ['a million bases', `${times('<base>', 1e6)}${link}`],
  ])('%s', async (_, content) => {
    const w = workdir();
    w.write('page.html', content);
    const said = await w.sh('list-links --plain page.html | tail -n 1');
    expect(said.stdout).toBe('https://h.example/last\n');
  });

  test.each([
    ['style', '<style>', '</style>', 'a{b:url(x)}"/*'],
    ['srcset', '<img srcset="', '">', 'x 1x, '],
    ['srcset with commas', '<img srcset="a', 'b,">', ','],
    ['style attribute', '<p style="', '">', 'url(('],
    ['refresh', '<meta http-equiv=refresh content="1;', '">', ' '],
    ['JSON-LD', '<script type=application/ld+json>', '</script>', '[{"image":'],
    ['lazy attribute', '<img data-src="', '">', 'a.b '],
    ['sitemap', '<urlset>', '', '<url><loc>'],
    ['sitemap with end tags only', '<urlset>', '', '</loc></x>'],
  ])('a million times the same in %s', async (_, start, end, piece) => {
    const w = workdir();
    w.write(
      'page.html',
      `${start}${times(piece, 1e6)}${end}<link rel=stylesheet href=https://h.example/last>`,
    );
    expect((await w.sh('list-links --all page.html >rows')).status).toBe(0);
  });
});

describe('memory is flat', () => {
  const small = { NODE_OPTIONS: '--max-old-space-size=48' };

  test('in the length of the page, once its base is known', async () => {
    const said = await workdir().sh(
      "{ echo '<base href=https://h.example/>'; yes '<p>some text <a href=link class=c>the text of a link</a>' | head -c 300000000; } | list-links --max-page 0 | tail -n 1",
      { env: small },
    );
    expect(said.rows()).toMatchObject([{ url: 'https://h.example/link' }]);
    expect(said.rows()[0]?.['n']).toBeGreaterThan(5_000_000);
    expect(said.stderr).toBe('');
  });

  test('in the length of an attribute that nobody asked for', async () => {
    const said = await workdir().sh(
      `{ printf '<img src="data:image/png;base64,'; yes | tr -d '\\n' | head -c 300000000; printf '"><a href=https://h.example/>'; } | list-links --max-page 0 --plain`,
      { env: small },
    );
    expect([said.stdout, said.stderr]).toEqual(['https://h.example/\n', '']);
  });

  test('in the number of links of a sitemap', async () => {
    const said = await workdir().sh(
      "{ echo '<urlset>'; yes '<url><loc>https://h.example/link</loc></url>' | head -n 2000000; } | list-links --max-page 0 | tail -n 1",
      { env: small },
    );
    expect(said.rows()).toMatchObject([{ n: 2_000_000 }]);
  });

  test('and a picture of 50 MB within an attribute is a link like any other', async () => {
    const said = await workdir().sh(
      `{ printf '<img src="data:image/png;base64,'; yes | tr -d '\\n' | head -c 50000000; printf '">'; } | list-links --images --plain | wc -c`,
    );
    expect(said.stdout.trim()).toBe(String('data:image/png;base64,'.length + 50_000_000 + 1));
  });
});
