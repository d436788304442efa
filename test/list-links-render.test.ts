import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { imageSearch } from './support/sites/image-search.js';
import { lazyGallery } from './support/sites/lazy-gallery.js';
import { picture } from './support/sites/picture.js';
import { type Answer, type Site, startSite } from './support/sites/page-site.js';
import { workdir } from './support/workdir.js';

let site: Site;
const single: Record<string, Answer> = {
  '/scripted':
    '<body><script>for (const n of [1, 2]) document.body.innerHTML += `<a href=made-${n}>made</a>`</script><noscript><a href=no></noscript>',
  '/slow':
    '<script>setTimeout(() => { document.body.innerHTML = "<p id=ready><a href=late>late</a>" }, 1500)</script><body>',
  '/deep': `<base href=/base/><style>#hero { background: url(/hero.jpg) }</style><div id=hero></div><div id=host></div>
    <iframe srcdoc='<a href=framed>f</a>'></iframe><img srcset="one.jpg 1x, two.jpg 2x"><script>
    document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = '<a href=shadow>s</a>'</script>`,
  '/endless': '<a href=found>x</a><script>setTimeout(() => { for (;;); }, 200)</script>',
  '/next-1':
    '<script>document.write("<a class=item href=i1>1</a><div><a href=/next-2>more</a></div>")</script>',
  '/next-2':
    '<script>document.write("<a class=item href=i2>2</a><div><a href=/next-1>more</a></div>")</script>',
  '/download': { type: 'application/zip', body: 'zip', headers: { 'Content-Disposition': 'attachment' } },
};

beforeEach(async () => {
  site = await startSite((path, request) => {
    if (path.endsWith('.jpg')) return { type: 'image/png', body: picture };
    if (path === '/whoami')
      return `<a href="/${encodeURIComponent(`${request.headers.cookie ?? ''} ${String(request.headers['x-a'])}`)}">`;
    return single[path] ?? imageSearch(path) ?? lazyGallery(path);
  });
});
afterEach(() => site.close());

async function render(options: string, input = '') {
  const said = await workdir().sh(`list-links --render ${options}`, { input });
  const rows = said.rows();
  return { ...said, rows, paths: rows.map(({ url }) => String(url).replace(site.url(''), '')) };
}

/** The browser processes that belong to a profile of ours. */
function browsers(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(join(tmpdir(), 'list-links-'))
      );
    } catch {
      return false;
    }
  });
}

/** The profiles of ours. */
function profiles(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('list-links-'));
}

/** True as soon as no browser and no profile is left that was not there before. */
async function gone(before: readonly string[]): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    if ([...browsers(), ...profiles()].every((left) => before.includes(left))) return true;
    await sleep(100);
  }
  return false;
}

describeWith(['chromium'], 'rendered pages', () => {
  test('links that only a script makes; what is for browsers without scripts is none', async () => {
    const { paths, status, stderr } = await render(site.url('/scripted'));
    expect([paths, status]).toEqual([['/made-1', '/made-2'], 0]);
    if (process.getuid?.() === 0)
      expect(stderr).toBe('list-links: the browser runs without its sandbox, because it is run by root\n');
  });

  test('a gallery that loads while it is scrolled, behind a consent button and an alert', async () => {
    const { paths } = await render(`--click-once '#agree' --scroll --select '#grid > img' ${site.url('/')}`);
    expect(new Set(paths)).toEqual(new Set([...Array(200).keys()].map((n) => `/pictures/${n}.jpg`)));
    expect(paths).toHaveLength(200);
  });

  test('a search whose thumbnails open the picture: each is taken when it has come, one in seven is a data: URL', async () => {
    const input = ['cat', 'dog']
      .map((q) => JSON.stringify({ url: site.url(`/search?q=${q}`), q }))
      .join('\n');
    const { rows } = await render('--click .thumb --select img.big', input);
    for (const q of ['cat', 'dog']) {
      const found = rows.filter((row) => row['q'] === q);
      expect(found.map(({ n }) => n)).toEqual([...Array(30).keys()].map((n) => n + 1));
      expect(found.map(({ url }, at) => ((at + 1) % 7 === 0 ? String(url).slice(0, 15) : url))).toEqual(
        found.map((_, at) => ((at + 1) % 7 === 0 ? 'data:image/png;' : site.url(`/big/${q}-${at + 1}.jpg`))),
      );
    }
  });

  test('no more clicks than --limit needs', async () => {
    const { paths } = await render(`--click .thumb --select img.big --limit 3 ${site.url('/search?q=cat')}`);
    expect(paths).toEqual(['/big/cat-1.jpg', '/big/cat-2.jpg', '/big/cat-3.jpg']);
    expect(site.asked).not.toContain('/big/cat-5.jpg');
  });

  test('--wait', async () => {
    expect((await render(`--wait '#ready' ${site.url('/slow')}`)).paths).toEqual(['/late']);
    const { rows, status } = await render(`--wait '#never' --wait-timeout 1s ${site.url('/scripted')}`);
    expect(rows).toMatchObject([
      { page: site.url('/scripted'), ok: false, error: { kind: 'timeout', code: 'wait-timeout' } },
    ]);
    expect(status).toBe(1);
  });

  test('backgrounds from style sheets, shadow roots, frames, the picture that was chosen', async () => {
    const { paths } = await render(`--links --images ${site.url('/deep')}`);
    expect(new Set(paths)).toEqual(
      new Set(['/hero.jpg', '/base/shadow', '/base/framed', '/base/two.jpg', '/base/one.jpg']),
    );
  });

  test('further pages', async () => {
    const { rows, paths } = await render(`--select .item --next 'div > a' ${site.url('/next-1')}`);
    expect(paths).toEqual(['/i1', '/i2']);
    expect(rows.map(({ n }) => n)).toEqual([1, 2]);
  });

  test('headers and cookies', async () => {
    expect((await render(`-b a=1 -H 'X-A: 2' ${site.url('/whoami')}`)).paths).toEqual(['/a%3D1%202']);
  });

  test('pages that fail are rows, the rest goes on', async () => {
    const { rows, status } = await render(
      `-j 1 ${site.url('/nowhere')} ${site.url('/download')} http://127.0.0.1:1/ ${site.url('/scripted')}`,
    );
    expect(rows).toMatchObject([
      { page: site.url('/nowhere'), error: { kind: 'http', code: '404' } },
      { page: site.url('/download'), error: { kind: 'type' } },
      { page: 'http://127.0.0.1:1/', error: { kind: 'connect' } },
      { tag: 'a' },
      { tag: 'a' },
    ]);
    expect(status).toBe(1);
  });

  test('--deny-private', async () => {
    expect((await render(`--deny-private ${site.url('/scripted')}`)).rows).toMatchObject([
      { error: { kind: 'policy', code: 'loopback-address' } },
    ]);
  });

  test('a file', async () => {
    const w = workdir();
    w.write('page.html', '<script>document.write("<a href=https://h.example/made>")</script>');
    expect((await w.sh('list-links --render --plain page.html')).stdout).toBe('https://h.example/made\n');
  });

  test('a page that hangs its tab ends in time, its browser too', async () => {
    const before = [...browsers(), ...profiles()];
    const { rows, status } = await render(
      `--render-timeout 5s -j 1 ${site.url('/endless')} ${site.url('/scripted')}`,
    );
    expect(rows).toMatchObject([
      { page: site.url('/endless'), ok: false, error: { kind: 'timeout' } },
      { tag: 'a' },
      { tag: 'a' },
    ]);
    expect(status).toBe(1);
    expect(await gone(before)).toBe(true);
  });

  test('a browser that is brought down costs one page; the next one gets a new browser', async () => {
    const before = browsers();
    const w = workdir();
    const running = w.start(
      `exec list-links --render -j 1 --wait '#never, a[href=made-2]' ${site.url('/slow')} ${site.url('/scripted')}`,
    );
    while (browsers().length === before.length || site.asked.length === 0) await sleep(100);
    for (const pid of browsers()) if (!before.includes(pid)) process.kill(Number(pid), 'SIGKILL');
    const said = await w.finish(running);
    expect(said.rows()).toMatchObject([
      {
        page: site.url('/slow'),
        ok: false,
        error: { kind: 'reset', code: 'render-failed', retryable: true },
      },
      { url: site.url('/made-1') },
      { url: site.url('/made-2') },
    ]);
  });

  describe('the browser is never left behind', () => {
    test.each([
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGKILL', 137],
    ] as const)('%s', async (signal, status) => {
      const before = [...browsers(), ...profiles()];
      const w = workdir();
      const running = w.start(
        `exec list-links --render --click .thumb --select img.big ${site.url('/search?q=cat')}`,
      );
      await running.waitForLines(1);
      expect(browsers().filter((pid) => !before.includes(pid))).not.toEqual([]);
      running.signal(signal);
      const said = await w.finish(running);
      expect(said.status).toBe(status);
      expect(await gone(before)).toBe(true);
    });

    test('| head -n 1', async () => {
      const before = [...browsers(), ...profiles()];
      const said = await workdir().sh(
        `list-links --render --click .thumb --select img.big '${site.url('/search?q=cat')}' 2>err | head -n 1; grep -v sandbox err`,
      );
      expect(said.lines()).toHaveLength(1);
      expect(await gone(before)).toBe(true);
    });
  });
});
