import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { gzipSync } from 'node:zlib';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type Answer, type Site, startSite } from './support/sites/page-site.js';
import { workdir } from './support/workdir.js';

const pages: Record<string, Answer> = {
  '/large': { type: 'text/html', body: gzipSync(shrinkable(700)) },
  '/bomb': { type: 'text/html', body: gzipSync(Buffer.alloc(100_000_000, ' ')) },
  '/long': `<a href=first>${'<p>text'.repeat(50_000)}<a href=last>`,
  '/well': '<a href=well>',
};
/** 100 kB each, of which one is left when they are packed. */
function shrinkable(pieces: number): Buffer {
  return Buffer.concat(
    Array.from({ length: pieces }, () => Buffer.from(randomBytes(500).toString('hex').padEnd(100_000))),
  );
}
let site: Site;
beforeEach(async () => {
  site = await startSite((path) => pages[path]);
});
afterEach(() => site.close());

const tooLarge = { ok: false, error: { kind: 'size', code: 'too-large', retryable: false } };

describe('a page that is too much is one failed row, and the next page is read', () => {
  test('with --max-page, its links so far before it', async () => {
    const said = await workdir().sh(
      `list-links -j 1 --max-page 200k ${site.url('/long')} ${site.url('/well')}`,
    );
    expect(said.rows()).toMatchObject([
      { url: site.url('/first') },
      { page: site.url('/long'), ...tooLarge },
      { url: site.url('/well') },
    ]);
    expect(said.stderr).toMatch(/more than 20\d.*k.*, unpacked; --max-page SIZE allows more/);
    expect(said.status).toBe(1);
  });

  test('by default from 64 MB on, unpacked', async () => {
    const said = await workdir().sh(`list-links -j 1 ${site.url('/large')} ${site.url('/well')}`);
    expect(said.rows()).toMatchObject([tooLarge, { url: site.url('/well') }]);
  });

  test('where it unpacks to more than 250 times what came, as pfetch has it', async () => {
    const said = await workdir().sh(`list-links -j 1 --max-page 0 ${site.url('/bomb')} ${site.url('/well')}`);
    expect(said.rows()).toMatchObject([
      { ok: false, error: { kind: 'size', code: 'unpacks-too-far', retryable: false } },
      { url: site.url('/well') },
    ]);
  });

  test('for one attribute, whatever the page may have', async () => {
    const w = workdir();
    await w.sh(`{ printf '<a href="'; yes | tr -d '\\n' | head -c 140000000; printf '">'; } > page.html`);
    const said = await w.sh(`list-links -j 1 --max-page 0 page.html ${site.url('/well')}`);
    expect(said.rows()).toMatchObject([tooLarge, { url: site.url('/well') }]);
  });

  test.each([
    ['nested deep', '<i>', 5_000],
    ['of many elements', '<p a b c d e f g h i>', 110_000],
  ])('for a selector that needs the tree of one %s', async (_, piece, times) => {
    const w = workdir();
    w.write('page.html', `${piece.repeat(times)}<p><a href=x>`);
    const said = await w.sh(`list-links -j 1 --select 'body > a, p > a' page.html ${site.url('/well')}`);
    expect(said.rows()).toMatchObject([tooLarge, { url: site.url('/well') }]);
    expect((await w.sh('list-links --select a page.html')).rows()).toHaveLength(1);
  });
});

describe('the time of a page', () => {
  test('is not that of the reader of its links', async () => {
    pages['/many'] = `<base href=/>${'<a href=link>'.repeat(600_000)}`;
    const said = await workdir().sh(`list-links --timeout 1s ${site.url('/many')} | { sleep 3; wc -l; }`);
    expect([said.stdout.trim(), said.stderr]).toEqual(['600000', '']);
  });

  test('ends for a page that drips', async () => {
    const sockets = new Set<net.Socket>();
    const dripping = net.createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<a href=x>');
      const drip = setInterval(() => socket.write(' '), 100);
      socket.on('close', () => clearInterval(drip));
    });
    await new Promise<void>((listening) => dripping.listen(0, '127.0.0.1', listening));
    const url = `http://127.0.0.1:${(dripping.address() as net.AddressInfo).port}/`;
    const said = await workdir().sh(
      `list-links -j 1 --speed-limit 0 --timeout 2s ${url} ${site.url('/well')}`,
    );
    expect(said.rows()).toMatchObject([
      { url: `${url}x` },
      { page: url, ok: false, error: { kind: 'timeout', code: 'total-timeout' } },
      { url: site.url('/well') },
    ]);
    expect((await workdir().sh('list-links --help')).stdout).toMatch(/--timeout TIME +.*\n(?:.*\n)? *.*5m/);
    for (const socket of sockets) socket.destroy();
    dripping.close();
  });
});

// What is quadratic would take minutes.
test('a line of 300 MB is no URL, and the next one is', async () => {
  const said = await workdir().sh(
    "{ yes | tr -d '\\n' | head -c 300000000; printf '\\nhttps://h.example/\\n'; } > list.txt; list-links --max-page 0 --plain list.txt",
  );
  expect([said.stdout, said.stderr]).toEqual(['https://h.example/\n', '']);
});

describe('a small page does not become a long answer', () => {
  const word = 'x'.repeat(30_000);
  test.each([
    [
      'the title of a feed',
      `<feed><entry><title>${word}</title>${'<link href="a"/>'.repeat(900)}</entry></feed>`,
    ],
    ['an alternative text', `<img alt="${word}" srcset="${'a 1x,'.repeat(5_000)}">`],
    ['a base', `<base href="https://h.example/${word}/">${'<a href=a>'.repeat(3_000)}`],
    ['a rel', `<img rel="${word}" srcset="${'a 1x,'.repeat(5_000)}">`],
  ])('by %s that is repeated', async (_, page) => {
    const w = workdir();
    w.write('page', page);
    const said = await w.sh('list-links --links --images --srcset all page | wc -c');
    expect(Number(said.stdout)).toBeGreaterThan(50_000);
    expect(Number(said.stdout)).toBeLessThan(200 * page.length);
  });

  test('nor does a next page of a URL without end', async () => {
    pages['/1'] = `<a rel=next href="/2?${'x'.repeat(10_000)}">`;
    expect((await workdir().sh(`list-links --follow-next ${site.url('/1')}`)).rows()).toHaveLength(1);
  });
});

test('blanks in the size of an SVG cost nothing', async () => {
  const svg = `<svg width="${' '.repeat(60_000)}x" xmlns="http://www.w3.org/2000/svg"/>`;
  const w = workdir();
  w.write('row', `{"url":"data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}"}\n`);
  const said = await w.sh("seq 40 | xargs -I{} cat row | pfetch --image --svg -o '{seq}.svg' | wc -l");
  expect(said.stdout.trim()).toBe('40');
});
