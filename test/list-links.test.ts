import { gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { workdir } from './support/workdir.js';

const urls = (rows: Record<string, unknown>[]): unknown[] => rows.map(({ url }) => url);

describe('what comes in', () => {
  test('a file, its links relative to itself', async () => {
    const w = workdir();
    const path = w.write('a b/page.html', '<a href="x.html" rel="next nofollow"> One\n <b>two</b> </a>');
    const said = await w.sh("list-links 'a b/page.html'");
    const folder = encodeURI(path.replace('page.html', ''));
    expect(said.stdout).toBe(
      `{"url":"file://${folder}x.html","page":"a b/page.html","tag":"a","attr":"href","text":"One two","rel":"next nofollow","n":1}\n`,
    );
    expect([said.status, said.stderr]).toEqual([0, '']);
  });

  test('several files in one run, relative to --base, and page says which', async () => {
    const w = workdir();
    w.write('1.html', '<a href=a>');
    w.write('2.html', '<a href=b>');
    const said = await w.sh('list-links --base https://h.example/d/ 1.html 2.html -j 1');
    expect(said.rows()).toMatchObject([
      { url: 'https://h.example/d/a', page: '1.html' },
      { url: 'https://h.example/d/b', page: '2.html' },
    ]);
  });

  test.each([
    ['HTML', '\n <p><a href=a>'],
    ['HTML with a byte order mark', '\ufeff<a href=a>'],
    ['HTML packed with gzip', gzipSync('<a href=a>')],
    ['HTML in UTF-16', Buffer.from('\ufeff<a href=a>', 'utf16le')],
  ])('a page on standard input: %s', async (_, input) => {
    const said = await workdir().sh('list-links --base https://h.example/', { input });
    expect(said.rows()).toMatchObject([{ url: 'https://h.example/a', page: '-' }]);
  });

  test('without --base, a page on standard input has only its absolute links, and says why', async () => {
    const said = await workdir().sh('list-links', { input: '<a href=a>' });
    expect(said.stdout).toBe('');
    expect(said.stderr).toMatch(/^list-links: "-": no links: .*1 not-a-url.*--base URL/);
  });

  test('--html takes a page that does not look like one, --pages names that do not look like any', async () => {
    const w = workdir();
    const page = await w.sh('list-links --html', { input: 'text <a href=https://h.example/>' });
    expect(urls(page.rows())).toEqual(['https://h.example/']);
    const names = await w.sh('list-links --pages', { input: '<nothing>\n' });
    expect(names.rows()).toMatchObject([{ page: '<nothing>', ok: false }]);
    expect(names.status).toBe(1);
  });

  test('blank lines without end are skipped in little memory', async () => {
    const said = await workdir().sh("{ yes '' | head -c 200000000; echo '{'; } | list-links", {
      env: { NODE_OPTIONS: '--max-old-space-size=48' },
    });
    expect(said.rows()).toMatchObject([{ line: 200_000_001, ok: false, error: { code: 'bad-line' } }]);
    expect(said.status).toBe(1);
  });

  test('a row is read from its file, its links start from its URL, its fields are carried on', async () => {
    const w = workdir();
    w.write('saved.html', '<a href=a>one</a><a href=b>two</a>');
    const row =
      '{"q": "caf\\u00e9", "url":"https://h.example/p","big":12345678901234567890,"path":"saved.html","n":7,"text":"old"}';
    const said = await w.sh('list-links', { input: row });
    expect(said.lines()).toEqual([
      '{"url":"https://h.example/a","page":"https://h.example/p","tag":"a","attr":"href","text":"one","n":1,"q": "caf\\u00e9","big":12345678901234567890,"input":{"n":7,"text":"old"}}',
      '{"url":"https://h.example/b","page":"https://h.example/p","tag":"a","attr":"href","text":"two","n":2,"q": "caf\\u00e9","big":12345678901234567890,"input":{"n":7,"text":"old"}}',
    ]);
  });

  test("a result of pfetch's: links start where it was redirected to, what it says of the download stays behind", async () => {
    const w = workdir();
    w.write('saved.html', '<a href=a>');
    const result =
      '{"url":"https://h.example/p","id":3,"ok":true,"outcome":"fetched","status":200,"path":"saved.html","bytes":10,"sha256":"x","type":"text/html","final_url":"https://i.example/q/","attempts":1,"elapsed_ms":5}';
    const said = await w.sh('list-links', { input: result });
    expect(said.rows()).toEqual([
      { url: 'https://i.example/q/a', page: 'https://h.example/p', tag: 'a', attr: 'href', n: 1, id: 3 },
    ]);
  });

  test('what is about the body of the page is set aside, and what was set aside before is back in its place', async () => {
    const w = workdir();
    w.write('saved.html', '<a href=a>');
    const result =
      '{"url":"https://h.example/p","out":"p.html","size":10,"md5":"x","input":{"width":640,"rel":"mine","etag":"old"},"ok":true,"outcome":"fetched","path":"saved.html","etag":"\\"page\\"","last_modified":"Tue, 01 Feb 2011 03:04:05 GMT","attempts":1}';
    const said = await w.sh('list-links', { input: result });
    expect(said.lines()).toEqual([
      '{"url":"https://h.example/a","page":"https://h.example/p","tag":"a","attr":"href","n":1,"width":640,"input":{"out":"p.html","size":10,"md5":"x","rel":"mine","etag":"old"}}',
    ]);
  });

  test('a page that cannot be read is a row, and the rest goes on', async () => {
    const w = workdir();
    w.write('page.html', '<a href=a>');
    w.write('picture', Buffer.from('89504e470d0a1a0a0000', 'hex'));
    w.write('half.gz', gzipSync('<p>'.repeat(1000)).subarray(0, 20));
    const said = await w.sh('list-links -j 1 missing.html . ftp://h.example/ picture half.gz page.html');
    expect(said.status).toBe(1);
    expect(said.rows()).toMatchObject([
      {
        page: 'missing.html',
        ok: false,
        outcome: 'failed',
        error: { kind: 'input', code: 'ENOENT', retryable: false },
      },
      { page: '.', ok: false, error: { kind: 'input', code: 'EISDIR' } },
      { page: 'ftp://h.example/', ok: false, error: { kind: 'policy', code: 'scheme' } },
      { page: 'picture', ok: false, error: { kind: 'type', code: 'no-page' } },
      { page: 'half.gz', ok: false, error: { kind: 'truncated', code: 'Z_BUF_ERROR', retryable: true } },
      { page: 'page.html', tag: 'a' },
    ]);
    // A failure is no link: pfetch must not take it for one.
    for (const row of said.rows().slice(0, -1)) expect(row).not.toHaveProperty('url');
  });

  test('as text, failures are told to people', async () => {
    const said = await workdir().sh('list-links --plain missing.html');
    expect([said.stdout, said.stderr, said.status]).toEqual([
      '',
      'list-links: "missing.html": no such file or directory\n',
      1,
    ]);
  });

  test('a named pipe', async () => {
    const said = await workdir().sh(
      "mkfifo pipe; echo '<a href=https://h.example/>' > pipe & list-links pipe",
      { shell: 'bash' },
    );
    expect(urls(said.rows())).toEqual(['https://h.example/']);
  });

  test('the charset that the user names wins over what the page says', async () => {
    const w = workdir();
    w.write(
      'page.html',
      Buffer.from('<meta charset=utf-8><a href="https://h.example/?\x83\x5c">\x83\x5c</a>', 'latin1'),
    );
    const said = await w.sh('list-links --charset shift_jis page.html');
    expect(said.rows()).toMatchObject([{ url: 'https://h.example/?%83\\', text: 'ソ' }]);
  });
});

describe('what comes out', () => {
  const page = `<base href=https://h.example/d/>
    <a href=a.zip?dl=0 class="file-link big">A</a> <a href=b.zip?x=1&dl=0#f class=file-link>B</a>
    <a href=mailto:m@h.example>M</a> <a href=https://i.example/c.PDF>C</a> <a href=a.zip?dl=0>again</a> <a href=http://[>bad</a>`;
  const list = (options: string) => workdir().sh(`list-links ${options}`, { input: page });

  test.each([
    ['--class file-link --strip-query dl', ['https://h.example/d/a.zip', 'https://h.example/d/b.zip?x=1']],
    ['--class big --class file-link', ['https://h.example/d/a.zip?dl=0']],
    ["--select '.file-link:not(.big)' --keep-fragment", ['https://h.example/d/b.zip?x=1&dl=0#f']],
    ["--select 'a + a.file-link'", ['https://h.example/d/b.zip?x=1&dl=0']],
    ['--set-query dl=1 --limit 1', ['https://h.example/d/a.zip?dl=1']],
    ["--text '^[BC]$'", ['https://h.example/d/b.zip?x=1&dl=0', 'https://i.example/c.PDF']],
    [
      '--ext pdf,zip --unique',
      ['https://h.example/d/a.zip?dl=0', 'https://h.example/d/b.zip?x=1&dl=0', 'https://i.example/c.PDF'],
    ],
    ["--match '*.zip?dl=*'", ['https://h.example/d/a.zip?dl=0', 'https://h.example/d/a.zip?dl=0']],
    ["--match '/b\\.zip/' --match '*c.PDF' --exclude '*i.example*'", ['https://h.example/d/b.zip?x=1&dl=0']],
    ['--same-host --base https://i.example/', ['https://i.example/c.PDF']],
    ['--same-site --base https://www.i.example/', ['https://i.example/c.PDF']],
    ["--all-schemes --match 'mailto:*'", ['mailto:m@h.example']],
    ['--attr class --limit 2', ['https://h.example/d/file-link%20big', 'https://h.example/d/file-link']],
  ])('%s', async (options, expected) => {
    const said = await list(options);
    expect(urls(said.rows())).toEqual(expected);
    expect(said.rows().map(({ n }) => n)).toEqual(expected.map((_, at) => at + 1));
    expect([said.status, said.stderr]).toEqual([0, '']);
  });

  test('--rejected tells what was left out and why, in its place', async () => {
    const said = await list('--rejected --class file-link --unique --limit 1');
    expect(said.rows().map(({ url, n, ok, outcome, reason }) => [url, n ?? ok, outcome, reason])).toEqual([
      ['https://h.example/d/a.zip?dl=0', 1, undefined, undefined],
      ['https://h.example/d/b.zip?x=1&dl=0', false, 'rejected', 'limit'],
      ['mailto:m@h.example', false, 'rejected', 'scheme'],
      ['https://i.example/c.PDF', false, 'rejected', 'select'],
      ['https://h.example/d/a.zip?dl=0', false, 'rejected', 'select'],
      ['http://[', false, 'rejected', 'not-a-url'],
    ]);
    expect(said.status).toBe(0);
  });

  test('a page without links says so, and why', async () => {
    expect((await list('--class nothing')).stderr).toBe(
      'list-links: "-": no links: nothing matches "[class~="nothing"]"\n',
    );
    expect((await list('--same-host --ext gif')).stderr).toMatch(
      /no links: all left out \(3 extension, 1 scheme, 1 other-host, 1 not-a-url; --rejected shows them\)\n$/,
    );
    expect((await list('--feeds')).stderr).toMatch(
      /no links; --all looks everywhere, --render runs the page's scripts\n$/,
    );
    expect((await list('--select b')).stderr).toMatch(/nothing matches "b"\n$/);
    expect((await list('--select base --attr nothing')).stderr).toMatch(/what matches \(1\) holds none/);
  });

  test('--require makes too few an error', async () => {
    const said = await list('--require 6');
    expect(said.status).toBe(1);
    expect(said.rows().at(-1)).toEqual({
      page: '-',
      ok: false,
      outcome: 'failed',
      error: {
        kind: 'policy',
        code: 'too-few-links',
        message: '4 links; --require 6 asks for more',
        retryable: false,
      },
    });
    expect((await list('--require 4')).status).toBe(0);
  });

  test('the text of a link is on one line: of its picture where it has none, cut at 1,000 characters', async () => {
    const input = `<meta charset=utf-8><a href=https://h.example/1><img alt=" a  picture "></a><a href=https://h.example/2 title=title></a>
      <a href=https://h.example/3>&lt;b&gt;\n&amp; "c"\u2028<script>x</script></a><a href=https://h.example/4>${'x'.repeat(2_000)}</a><td>y`;
    const rows = (await workdir().sh('list-links', { input })).rows();
    expect(rows.map(({ text }) => text)).toEqual(['a picture', 'title', '<b> & "c" x', 'x'.repeat(1_000)]);
  });

  test('of a srcset all candidates, if asked for', async () => {
    const input = '<base href=https://h.example/><img srcset="a 1x, b 2x">';
    expect(urls((await workdir().sh('list-links --images --srcset all', { input })).rows())).toEqual([
      'https://h.example/a',
      'https://h.example/b',
    ]);
  });

  test('links in front of a base that comes late in a long page', async () => {
    const w = workdir();
    w.write(
      'page.html',
      `<a href=first>${'<p>text'.repeat(100_000)}<base href=https://h.example/>${'<a href=last>'}`,
    );
    expect(urls((await w.sh('list-links page.html')).rows())).toEqual([
      'https://h.example/first',
      'https://h.example/last',
    ]);
  });

  test('a long page is not read to its end when enough has been found', async () => {
    const { stdout, status } = await workdir().sh(
      "{ echo '<base href=https://h.example/>'; yes '<a href=a>'; } | list-links -n 2",
    );
    expect([stdout.split('\n').length, status]).toEqual([3, 0]);
  });
});

describe('wrong usage is status 2 and says what is right', () => {
  test.each([
    ["--select 'a['", /--select.*"a\[".*CSS selector such as a\.download/],
    ['--base x', /--base.*"x".*absolute URL/],
    ['--set-query x', /--set-query.*"x".*NAME=VALUE/],
    ["--match '/(/'", /--match.*regular expression/],
    ['--charset klingon', /--charset.*"klingon"/],
    ['--srcset some', /--srcset.*"some".*largest, all/],
    ['--class .a', /--class.*"\.a".*without a dot/],
    ['--click a', /--click works on rendered pages; it needs --render/],
    ['--html page.html', /--html is for a page on standard input/],
    ['--html --pages', /exclude each other/],
    ['--render --browser /nonexistent', /--browser: "\/nonexistent" is no program/],
  ])('%s', async (options, message) => {
    const said = await workdir().sh(`list-links ${options}`);
    expect([said.status, said.stdout]).toEqual([2, '']);
    expect(said.stderr).toMatch(message);
  });

  test('--render without a browser says how to get one', async () => {
    const said = await workdir().sh(
      'mkdir bin && ln -s "$(command -v node)" bin/ && PATH=$PWD/bin exec "$(command -v list-links)" --render x',
    );
    expect([said.status, said.stdout]).toEqual([2, '']);
    expect(said.stderr).toMatch(/--render needs Chromium or Chrome.*apt install chromium.*--browser PATH/);
  });
});
