import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { makePng } from './support/sites/png.js';
import { type Answer, type Site, startSite } from './support/sites/page-site.js';
import { startSites } from './support/sites/start-sites.js';
import { workdir } from './support/workdir.js';

let site: Site;
let pages: Record<string, Answer>;

beforeEach(async () => {
  pages = {};
  site = await startSite((path) => {
    if (path.startsWith('/small')) return { type: 'image/png', body: makePng(90, 60, 90) };
    if (path.startsWith('/big')) return { type: 'image/png', body: makePng(400, 300, 200) };
    return pages[path];
  });
});
afterEach(() => site.close());

async function render(options: string) {
  const said = await workdir().sh(`list-links --render ${options}`);
  const rows = said.rows();
  return { ...said, rows, paths: rows.map(({ url }) => String(url).replace(site.url(''), '')) };
}

/** Thumbnails in a row, each of which does what this says with its number `n` and the picture of the panel, `big`. */
const thumbnails = (count: number, act: string, event = 'click'): string => `<!doctype html>
<div id=grid></div><div id=panel><img class=big></div><script>
for (let n = 1; n <= ${count}; n++) {
  const img = new Image();
  img.className = 'thumb';
  img.width = 60;
  img.src = '/small-' + n;
  const big = document.querySelector('.big');
  img.addEventListener('${event}', (event) => { ${act} });
  document.querySelector('#grid').append(img);
}
</script>`;
const numbered = (name: string, ...numbers: number[]): string[] => numbers.map((n) => `/${name}-${n}`);

describeWith(['chromium'], 'what people click', () => {
  test.each([
    ['with --match', "--match '*/big-*'"],
    ['with --min-dimensions', '--min-dimensions 200x200'],
    ['without a filter', ''],
  ])('the picture that comes 300 ms after its thumbnail, %s', async (_, filter) => {
    const show = `big.src = '/small-wide-' + n; setTimeout(() => { big.src = '/big-' + n }, 300)`;
    pages['/'] = thumbnails(5, show);
    const { paths } = await render(`--click .thumb --select .big ${filter} ${site.url()}`);
    expect(paths).toEqual(numbered('big', 1, 2, 3, 4, 5));
  });

  test('what stays a thumbnail is left out by --min-dimensions, and taken without it', async () => {
    pages['/'] = thumbnails(2, `big.src = n === 1 ? '/small-wide' : '/big-2'`);
    const strict = await render(
      `--click .thumb --select .big --min-dimensions 200x200 --rejected ${site.url()}`,
    );
    expect(strict.rows.filter(({ reason }) => reason !== 'select')).toMatchObject([
      { url: site.url('/small-wide'), ok: false, reason: 'dimensions' },
      { url: site.url('/big-2'), n: 1 },
    ]);
    const lax = await render(`--click .thumb --select .big ${site.url()}`);
    expect(lax.paths).toEqual(['/small-wide', '/big-2']);
  });

  test('--min-dimensions without a click: a picture by its own sides, a link by its place', async () => {
    pages['/'] = `<img src=/small-1 width=900 height=900><img src=/big-1 width=10 height=10>
      <a href=/a style="display: block; width: 300px; height: 300px"></a><a href=/b>b</a>`;
    const { paths } = await render(`--links --images --min-dimensions 200x200 ${site.url()}`);
    expect(paths).toEqual(['/big-1', '/a']);
    expect((await workdir().sh('list-links --min-dimensions 2x2 x.html')).stderr).toContain('needs --render');
  });

  test('--click-more is pressed until it is gone, or brings nothing new', async () => {
    const more = (last: number): string => `<div id=list></div><button id=more>Show more</button><script>
      let n = 0;
      const add = () => { for (let i = 0; i < 3 && n < 9; i++) document.querySelector('#list').insertAdjacentHTML('beforeend', '<a class=item href=/item-' + ++n + '>x</a>'); };
      add();
      document.querySelector('#more').onclick = ({ target }) => {
        target.hidden = true;
        setTimeout(() => { add(); target.hidden = n >= ${last}; }, 300);
      };</script>`;
    const all = numbered('item', 1, 2, 3, 4, 5, 6, 7, 8, 9);
    pages['/'] = more(9);
    pages['/stays'] = more(Infinity);
    expect((await render(`--click-more '#more' ${site.url()}`)).paths).toEqual(all);
    const stays = await render(`--click-more '#more' --render-timeout 40s ${site.url('/stays')}`);
    expect([stays.paths, stays.status]).toEqual([all, 0]);
    const few = await render(`--click-more '#more' --limit 4 ${site.url()}`);
    expect(few.paths).toEqual(all.slice(0, 4));
  });

  test('--click-once in a frame of another site, wherever it is asked for', async () => {
    const answers: Record<string, string> = {
      'home.example': `<iframe src=http://consent.example/></iframe><script>
        addEventListener('message', () => { document.body.innerHTML = '<a href=/agreed>x</a>' })</script>`,
      'consent.example': `<button id=agree onclick="parent.postMessage('yes', '*')">Agree</button>`,
    };
    const sites = await startSites([
      {
        hosts: Object.keys(answers),
        answer: ({ url }) => ({ headers: { 'content-type': 'text/html' }, body: answers[url.host] ?? '' }),
      },
    ]);
    onTestFinished(() => sites.close());
    const command = `list-links --render --plain --click-once '#agree' http://home.example/`;
    const said = await workdir().sh(command, { env: sites.environment });
    expect(said.stdout).toBe('http://home.example/agreed\n');
  });

  test.each([
    ['another page', `location = '/away'`],
    ['a page of its own making', `location = URL.createObjectURL(new Blob(['x'], { type: 'text/html' }))`],
  ])('a thumbnail that leads to %s costs its own row, not the page', async (_, lead) => {
    pages['/'] = thumbnails(4, `if (n === 2) ${lead}; else big.src = '/big-' + n`);
    const { paths, status, stderr } = await render(`--click .thumb --select .big ${site.url()}`);
    expect([paths, status]).toEqual([numbered('big', 1, 3, 4), 0]);
    expect(stderr).toContain('held where it is once');
    expect(site.asked).not.toContain('/away');
  });

  test('nor is there a way back', async () => {
    pages['/'] = thumbnails(3, `if (n === 2) history.back(); else big.src = '/big-' + n`);
    const { paths } = await render(`--click .thumb --select .big ${site.url()}`);
    expect(paths).toEqual(numbered('big', 1, 3));
  });

  test.each([
    ['a pointer, which is trusted', 'pointerup', `if (event.isTrusted) big.src = '/big-' + n`],
    [
      'a pointer, behind the panel that is open',
      'pointerdown',
      `big.style = 'position: fixed; inset: 0'; big.src = '/big-' + n`,
    ],
  ])('thumbnails that listen to %s', async (_, event, act) => {
    pages['/'] = thumbnails(3, act, event);
    const { paths } = await render(`--click .thumb --select .big ${site.url()}`);
    expect(paths).toEqual(numbered('big', 1, 2, 3));
  });

  test('blob: pictures are data: URLs, also where the page forbids to read them or has taken them back', async () => {
    const png = makePng(40, 30, 7);
    const script = `const bytes = Uint8Array.from(atob('${png.toString('base64')}'), (char) => char.charCodeAt(0));
      const img = new Image(), url = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
      img.onload = () => { if (location.search) URL.revokeObjectURL(url) };
      img.src = url;
      document.body.append(img);`;
    const guarded = { 'Content-Security-Policy': "connect-src 'none'" };
    pages['/'] = `<body><script>${script}</script>`;
    pages['/?back'] = { type: 'text/html', body: pages['/'], headers: guarded };
    pages['/large'] = `<body><img><script>
      document.images[0].src = URL.createObjectURL(new Blob([new Uint8Array(17 * 1024 * 1024)]))</script>`;
    const { rows } = await render(
      `-j 1 --images --rejected ${site.url()} ${site.url('/?back')} ${site.url('/large')}`,
    );
    const data = { url: `data:image/png;base64,${png.toString('base64')}`, n: 1 };
    expect(rows).toMatchObject([data, data, { ok: false, reason: 'scheme' }]);
  });
});

describeWith(['chromium'], 'pages that are never quiet', () => {
  const restless = `<script>fetch('/hangs'); setInterval(() => fetch('/poll?_=' + Date.now()), 80)</script>`;
  let home: string;
  beforeEach(async () => {
    const server = createServer(({ url = '' }, response) => {
      if (url === '/hangs') return;
      response.setHeader('Content-Type', url.startsWith('/poll') ? 'text/plain' : 'text/html');
      if (url.startsWith('/poll')) return void response.end('nothing new');
      if (url === '/endless')
        return void response.write('<p><a href=/first>x</a><a href=/second>x</a><p>'.padEnd(5_000));
      if (url === '/clicks')
        return void response.end(
          restless + thumbnails(8, `big.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=#' + n`),
        );
      response.end(`${restless}<a href=/top>x</a><p style="height: 3000px"><a href=/end>x</a>`);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  test('--scroll comes to its end', async () => {
    const { status, paths } = await render(`--scroll --render-timeout 45s ${home}/`);
    expect([status, paths]).toEqual([0, [`${home}/top`, `${home}/end`]]);
  });

  test('a click waits for none of it', async () => {
    const { status, rows } = await render(`--click .thumb --select .big --render-timeout 45s ${home}/clicks`);
    expect([status, rows.length]).toEqual([0, 8]);
  });

  test('a page that never ends gives the links that are there, and is told to be no whole page', async () => {
    const { status, rows } = await render(`--render-timeout 45s ${home}/endless`);
    expect(rows).toMatchObject([
      { url: `${home}/first` },
      { url: `${home}/second` },
      { ok: false, error: { kind: 'timeout', code: 'no-end', retryable: true } },
    ]);
    expect(status).toBe(1);
  });
});

describeWith(['chromium'], 'the browser as the user wants it', () => {
  test('--viewport', async () => {
    pages['/'] = '<script>document.write(`<a href=/${innerWidth}x${innerHeight}>x</a>`)</script>';
    expect((await render(`--viewport 411x731 ${site.url()}`)).paths).toEqual(['/411x731']);
    expect((await render(`--viewport 0x731 ${site.url()}`)).status).toBe(2);
  });

  describe('--eval gives the rows', () => {
    test('from URLs and objects, filtered, absolute, with the fields of the row that named the page', async () => {
      pages['/'] = '<img src=/big-1 alt=one><img src=/small-2 alt=two>';
      const script = `async () => [...document.images].map((i) => ({ url: i.getAttribute("src"), text: i.alt, width: i.naturalWidth, q: i.alt, n: 7, id: 12345678901234567890n })).concat("/x.gif")`;
      const w = workdir();
      w.write('rows.ndjson', `${JSON.stringify({ url: site.url(), q: 'cat', set: 'a' })}\n`);
      const said = await w.sh(
        `list-links --render --eval '${script}' --match '*big*' --match '*.gif' < rows.ndjson`,
      );
      expect(
        said.stdout
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown),
      ).toEqual([
        {
          url: site.url('/big-1'),
          page: site.url(),
          tag: 'eval',
          attr: 'url',
          text: 'one',
          n: 1,
          width: 400,
          q: 'one',
          id: '12345678901234567890',
          input: { n: 7 },
          set: 'a',
        },
        { url: site.url('/x.gif'), page: site.url(), tag: 'eval', attr: 'url', n: 2, q: 'cat', set: 'a' },
      ]);
    });

    test('after the page has been scrolled and "more" pressed', async () => {
      pages['/'] =
        `<div id=list><a href=/1>1</a></div><button id=more onclick="document.querySelector('#list').innerHTML += '<a href=/2>2</a>'; this.remove()">more</button>`;
      const { paths } = await render(
        `--scroll --click-more '#more' --eval '[...document.links].map(String)' ${site.url()}`,
      );
      expect(paths).toEqual(['/1', '/2']);
    });

    test.each([
      ['document.nothing.there', 'eval-failed', /Cannot read properties of undefined/],
      ['["/a", {"src": "/b"}]', 'eval-no-url', /--eval gave "\{"src".*expected URLs, or objects with a url/],
    ])('%s is one failed row', async (script, code, message) => {
      pages['/'] = 'x';
      const { rows, status } = await render(`--eval '${script}' ${site.url()}`);
      expect(rows.at(-1)).toMatchObject({
        ok: false,
        error: { kind: 'input', code, message: expect.stringMatching(message) as string },
      });
      expect(status).toBe(1);
    });

    test('and nothing else does', async () => {
      const { stderr, status } = await render(`--eval 1 --images ${site.url()}`);
      expect([stderr, status]).toEqual([
        'list-links: --eval says itself what is listed; it excludes --images\n',
        2,
      ]);
    });
  });

  describe('--storage-state', () => {
    const whoami = `<script>document.write('<a href="/' + encodeURIComponent(document.cookie + ' ' + localStorage.token) + '">x</a>')</script>`;

    test('is the login that pages begin with, and nobody else should read it', async () => {
      pages['/'] = whoami;
      const { hostname, origin } = new URL(site.url());
      const cookie = {
        name: 'session',
        value: 'ours',
        domain: hostname,
        path: '/',
        expires: -1,
        httpOnly: false,
        secure: false,
        sameSite: 'Lax',
      };
      const state = {
        cookies: [cookie],
        origins: [{ origin, localStorage: [{ name: 'token', value: 't1' }] }],
      };
      const w = workdir();
      w.write('state.json', JSON.stringify(state), 0o644);
      const loose = await w.sh(`list-links --render --plain --storage-state state.json ${site.url()}`);
      expect(loose.stdout).toBe(`${site.url('/session%3Dours%20t1')}\n`);
      expect(loose.stderr).toContain('"state.json": others may read this login; chmod 600 "state.json"\n');
      const tight = await w.sh(
        `chmod 600 state.json; list-links --render --plain --storage-state state.json ${site.url()}`,
      );
      expect(tight.stderr).not.toContain('chmod');
    });

    test('that is none is wrong usage, in front of everything', async () => {
      const w = workdir();
      w.write('list.json', '[1]');
      const run = (file: string) => w.sh(`list-links --render --storage-state ${file} ${site.url()}`);
      const [list, none] = [await run('list.json'), await run('none.json')];
      expect([list.status, none.status]).toEqual([2, 2]);
      expect(list.stderr).toMatch(/"list.json" holds no cookies and origins/);
      expect(none.stderr).toMatch(/"none.json": no such file; --headful lets you log in/);
      expect(site.asked).toEqual([]);
    });

    test('cannot be made where nobody can see it', async () => {
      const said = await workdir().sh(`list-links --render --headful --storage-state s.json ${site.url()}`);
      expect(said.stderr).toContain('does not start: --headful needs a screen, and DISPLAY is not set\n');
      expect(said.status).toBe(3);
    });

    test('is made by hand in a browser that is shown, and is for its owner only', async () => {
      pages['/login'] =
        `<script>document.cookie = 'session=ours; max-age=3600'; localStorage.token = 't1'; fetch('/done')</script>${whoami}`;
      const w = workdir();
      // There is no screen here; and who closes the window is this script.
      w.write(
        'bin/shown',
        `#!/bin/sh
chromium --ozone-platform=headless "$@" &
while kill -0 $! 2>/dev/null; do
  [ -e ${w.path}/close ] && rm ${w.path}/close && kill $!
  sleep 0.2
done
`,
        0o755,
      );
      const running = w.start(
        `exec list-links --render --plain --headful --browser bin/shown --storage-state state.json ${site.url('/login')}`,
      );
      while (!site.asked.includes('/done')) await new Promise((resolve) => setTimeout(resolve, 100));
      // It is looked at twice a second.
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      w.write('close', '');
      const said = await w.finish(running);
      expect(said.stdout).toBe(`${site.url('/session%3Dours%20t1')}\n`);
      expect((await w.sh('stat -c %a state.json')).stdout).toBe('600\n');
      expect(JSON.parse(w.read('state.json'))).toMatchObject({
        cookies: [{ name: 'session', value: 'ours' }],
        origins: [{ localStorage: [{ name: 'token', value: 't1' }] }],
      });
    });
  });
});
