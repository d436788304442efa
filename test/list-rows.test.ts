import { gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { type Workdir, workdir } from './support/workdir.js';

const rowA = { url: 'https://h.example/a.jpg', text: 'one' };
const rowB = { url: 'https://h.example/b.jpg', text: 'two, "2"' };

/** The same two rows in every form that people have. */
const forms: readonly (readonly [what: string, name: string, content: string | Uint8Array])[] = [
  ['CSV', 'l.csv', `url,text\n${rowA.url},one\n${rowB.url},"two, ""2"""\n`],
  ['CSV of Excel', 'l', `\ufeffurl;text\r\n${rowA.url};one\r\n${rowB.url};"two, ""2"""\r\n`],
  ['CSV with sep=', 'l', `sep=|\r\nurl|text\r\n${rowA.url}|one\r\n${rowB.url}|"two, ""2"""`],
  [
    'UTF-16 of Excel',
    'l',
    Buffer.from(`\ufeffurl\ttext\r\n${rowA.url}\tone\r\n${rowB.url}\ttwo, "2"`, 'utf16le'),
  ],
  ['TSV', 'l', `url\ttext\n${rowA.url}\tone\n${rowB.url}\ttwo, "2"\n`],
  ['gzip', 'l.tsv.gz', gzipSync(`url\ttext\n${rowA.url}\tone\n${rowB.url}\ttwo, "2"\n`)],
  ['zstd', 'l.zst', zstd(`url\ttext\n${rowA.url}\tone\n${rowB.url}\ttwo, "2"\n`)],
  ['JSON array', 'l', JSON.stringify([rowA, rowB])],
  ['indented JSON array', 'l', JSON.stringify([rowA, rowB], undefined, 2)],
  ['JSON objects on any lines', 'l', [rowA, rowB].map((row) => JSON.stringify(row, undefined, 1)).join('\n')],
  ['NDJSON', 'l', `${JSON.stringify(rowA)}\n${JSON.stringify(rowB)}`],
  ['JSON columns', 'l', `{"url":["${rowA.url}","${rowB.url}"],"text":["one","two, \\"2\\""]}`],
  [
    'JSON columns with a last newline',
    'l',
    `{"text":["one","two, \\"2\\""],"url":["${rowA.url}","${rowB.url}"]}\n`,
  ],
  [
    'JSON of pandas',
    'l',
    `{"url":{"0":"${rowA.url}","1":"${rowB.url}"},"text":{"0":"one","1":"two, \\"2\\""}}`,
  ],
];

describe('formats, told by their content', () => {
  test.each(forms)('%s', async (_, name, content) => {
    const w = workdir();
    w.write(name, content);
    const fromFile = await w.sh(`list-rows ${name}`);
    expect([fromFile.rows(), fromFile.stderr, fromFile.status]).toEqual([[rowA, rowB], '', 0]);
    expect((await w.sh(`cat ${name} | list-rows`)).rows()).toEqual([rowA, rowB]);
  });

  test('plain lists of URLs keep their commas', async () => {
    const { stdout } = await workdir().sh('list-rows', { input: 'https://h.example/a,b;c|d.jpg\n' });
    expect(stdout).toBe('{"url":"https://h.example/a,b;c|d.jpg"}\n');
  });

  test('numbers keep their digits, also where other fields change', async () => {
    const row = '{"url":"https://h.example/","id":12345678901234567890,"x":1.0}';
    const { stdout } = await workdir().sh('list-rows; list-rows --rename id=key < l', { input: `${row}\n` });
    expect(stdout).toBe(`${row}\n`);
    const w = workdir();
    w.write('l', row);
    expect((await w.sh('list-rows l --rename id=key')).stdout).toBe(`${row.replace('"id"', '"key"')}\n`);
  });

  test('what bzip2 has packed is left to bzcat', async () => {
    const w = workdir();
    w.write('l.bz2', Buffer.from('BZh91AY&SY'));
    const { status, stderr } = await w.sh('list-rows l.bz2');
    expect([status, stderr]).toEqual([
      2,
      'list-rows: l.bz2 is packed with bzip2; use: bzcat FILE | list-rows\n',
    ]);
  });

  test('latin-1 is read with a word, and only in the lines that need it', async () => {
    const w = workdir();
    w.write(
      'l.csv',
      Buffer.concat([
        Buffer.from('url,text\nhttps://h.example/1,ü\n'),
        Buffer.from('https://h.example/2,\xfc\n', 'latin1'),
      ]),
    );
    const { stdout, stderr, status } = await w.sh(`list-rows l.csv --format '{text}'`);
    expect([stdout, status]).toEqual(['ü\nü\n', 0]);
    expect(stderr).toBe('list-rows: l.csv: not all of it is UTF-8; such lines are read as latin-1\n');
    expect((await w.sh(`list-rows l.csv --encoding latin1 --format '{text}'`)).stdout).toBe('Ã¼\nü\n');
  });

  test('--quoting reads a TSV as pandas writes it', async () => {
    const w = workdir();
    w.write('l.tsv', 'url\ttext\nhttps://h.example/1\t"a ""b""\n\tc"\n');
    expect((await w.sh(`list-rows l.tsv --quoting`)).rows()).toEqual([
      { url: 'https://h.example/1', text: 'a "b"\n\tc' },
    ]);
  });
});

describe('bad input', () => {
  test('a row that cannot be read is answered with file and row, and the next is read', async () => {
    const w = workdir();
    w.write(
      'l.csv',
      'url,text\nhttps://h.example/1\nhttps://h.example/2,"open\nhttps://h.example/3,x\n,none\nhttps://h.example/5,5" disk\n',
    );
    const { stderr, status } = await w.sh('list-rows l.csv > rows');
    const rows = w
      .read('rows')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(status).toBe(1);
    expect(rows.filter(({ url }) => url !== undefined)).toEqual([
      { url: 'https://h.example/3', text: 'x' },
      { url: 'https://h.example/5', text: '5" disk' },
    ]);
    expect(
      rows
        .filter(({ ok }) => ok === false)
        .map(({ file, row, error }) => [file, row, (error as { code: string }).code]),
    ).toEqual([
      ['l.csv', 1, 'bad-row'],
      ['l.csv', 2, 'bad-row'],
      ['l.csv', 4, 'no-url'],
    ]);
    expect(stderr).toBe(
      'list-rows: l.csv: row 1: 1 cells where there are 2 columns\nlist-rows: l.csv: 3 rows could not be read; that was the first\n',
    );
    expect((await w.sh('list-rows l.csv --failures-ok -q')).status).toBe(0);
    // pfetch answers them as it does any row without a URL.
    expect((await w.sh('list-rows -q l.csv | pfetch -q --dry-run | grep -c bad-row')).stdout).toBe('3\n');
  });

  test('a quote that nothing closes costs a row of a long table', async () => {
    const w = workdir();
    const { stdout } = await w.sh(
      `{ echo url,text; echo 'https://h.example/0,"open'; seq -f 'https://h.example/%.0f,x' 200000; } | list-rows -q | grep -c '"ok":false'; `,
    );
    expect(stdout).toBe('1\n');
  });

  test.each([
    [
      'gzip that is cut short',
      'l.gz',
      gzipSync(`url\n${'https://h.example/\n'.repeat(5000)}`).subarray(0, 90),
    ],
    ['JSON that is cut short', 'l.json', '[{"url":"https://h.example/"},{"url":"https://h.ex'],
  ])(
    '%s is one line and an answer, after the rows that are there; the next list is read',
    async (_, name, content) => {
      const w = workdir();
      w.write(name, content);
      w.write('next', 'https://h.example/next\n');
      const { stdout, stderr, status } = await w.sh(`list-rows ${name} next`);
      expect(status).toBe(1);
      expect(stderr).toMatch(new RegExp(`^list-rows: ${name}: .*\n$`));
      expect(stdout).toContain(`{"ok":false,"file":"${name}","error":{`);
      expect(stdout).toContain('https://h.example/next');
    },
  );

  test('columns of different lengths are no table', async () => {
    const { stdout, status } = await workdir().sh('list-rows', {
      input: `{"url":[${'"https://h.example/",'.repeat(3000)}"x"],"text":["a"]}`,
    });
    expect(stdout).toContain('its column text ends at row 1');
    expect(status).toBe(1);
  });
});

describe('columns', () => {
  const openImages =
    'ImageID,OriginalURL,OriginalLandingURL,OriginalSize,OriginalMD5\n1,https://h.example/1,https://h.example/p,12,YMzyrJxZYFPUnjuKTDUgxQ==\n';

  test.each([
    ['one telling name among several URLs', openImages, 'https://h.example/1'],
    [
      'capitals and underscores',
      'Image_URL,x\nhttps://h.example/2,https://h.example/x\n',
      'https://h.example/2',
    ],
    ['content where no name tells', 'where,x\nhttps://h.example/3,y\n', 'https://h.example/3'],
  ])('the URLs are found: %s', async (_, input, url) => {
    expect((await workdir().sh('list-rows --plain', { input })).stdout).toBe(`${url}\n`);
  });

  test.each([
    [
      'a,b\nhttps://h.example/1,https://h.example/2\n',
      '',
      'the URLs could be in "a" or "b"; say which with --url',
    ],
    ['imgurl,fileurl\nx,y\n', '', 'the URLs could be in "imgurl" or "fileurl"; say which with --url'],
    ['a,b\n1,2\n', '', 'no column holds URLs; say which with --url; there are a, b'],
    [
      'url,text\nx,y\n',
      '--columns txt',
      '--columns "txt": no such column; did you mean "text"? there are url, text',
    ],
    [
      'url,text\nx,y\n',
      '--drop Text_',
      '--drop "Text_": no such column; did you mean "text"? there are url, text',
    ],
    ['URL,text\nx,y\n', '--rename url=URL', '--rename url=URL: the old name comes first: URL=url'],
    ['url,text\nx,y\n', '--url text', 'text and url would both be url; --drop url or --rename url=...'],
    ['url,text\nx,y\n', '--add text=x', '--add text=: there is a column of that name; --drop text'],
    [
      'url,text\nx,y\n',
      "--add 'key={txet}'",
      '--add key= "txet": no such column; did you mean "text"? there are file, row, group, url, text, url, text',
    ],
    [
      'https://h.example/1\tx\n',
      '',
      `its first line holds "https://h.example/1", so it names no columns; name them: --no-header 'url,column2'`,
    ],
  ])('%j %s is asked back, before any row', async (input, options, words) => {
    const { stdout, stderr, status } = await workdir().sh(`list-rows ${options}`, { input });
    expect([stdout, status]).toEqual(['', 2]);
    expect(stderr).toContain(words);
    expect(stderr.match(/\n/g)).toHaveLength(1);
  });

  test('--rename, --columns, --drop and --url say what goes out, the URL first', async () => {
    const w = workdir();
    w.write('oi.csv', openImages);
    const said = async (options: string) => (await w.sh(`list-rows oi.csv ${options}`)).stdout;
    expect(await said('--rename ImageID=id --columns id')).toBe('{"url":"https://h.example/1","id":"1"}\n');
    expect(await said('--drop ImageID,OriginalLandingURL,OriginalSize --drop OriginalMD5')).toBe(
      '{"url":"https://h.example/1"}\n',
    );
    expect(await said('--url OriginalLandingURL --columns ImageID')).toBe(
      '{"url":"https://h.example/p","ImageID":"1"}\n',
    );
  });

  test('digests become hexadecimal, sizes and what --numbers names become numbers', async () => {
    const { stdout } = await workdir().sh(
      'list-rows --rename OriginalMD5=md5,OriginalSize=size,ImageID=n --columns md5,size,n --numbers n',
      { input: openImages },
    );
    expect(stdout).toBe(
      '{"url":"https://h.example/1","md5":"60ccf2ac9c596053d49e3b8a4c3520c5","size":12,"n":1}\n',
    );
  });

  test('--no-header names the columns, either way round', async () => {
    const input = 'a dog\thttps://h.example/1\na cat\thttps://h.example/2\n';
    const { stdout } = await workdir().sh('list-rows --no-header caption,url', { input });
    expect(stdout).toBe(
      '{"url":"https://h.example/1","caption":"a dog"}\n{"url":"https://h.example/2","caption":"a cat"}\n',
    );
  });

  test('--add makes fields of the place of a row and of its columns', async () => {
    const w = workdir();
    for (const name of ['a.b.csv', 'c.csv']) w.write(`parts/${name}`, 'url,n\nx,1\nbad\nz,3\n');
    const { stdout } = await w.sh(
      `list-rows -q 'parts/*.csv' --add 'key={file}-{row:03}' --add 'm={n}/{group}' --drop n | grep key`,
    );
    expect(stdout).toBe(
      ['a-001 1/1', 'a-003 3/1', 'c-001 1/1', 'c-003 3/1']
        .map((text) => text.split(' '))
        .map(([key, m], at) => `{"url":"${at % 2 === 0 ? 'x' : 'z'}","key":"${key}","m":"${m}"}\n`)
        .join(''),
    );
  });

  test('names of result fields pass through as they are', async () => {
    const { stdout } = await workdir().sh('list-rows', { input: 'url,status,path\nx,200,p\n' });
    expect(stdout).toBe('{"url":"x","status":"200","path":"p"}\n');
  });

  test('rows that bring their own columns may bring others later', async () => {
    const { stdout } = await workdir().sh('list-rows --rename a=b --drop z', {
      input: `{"link":"https://h.example/1","a":1}\n{"link":"https://h.example/2","c":2,"z":0}\n`,
    });
    expect(stdout).toBe('{"url":"https://h.example/1","b":1}\n{"url":"https://h.example/2","c":2}\n');
  });
});

describe('lists', () => {
  const list = (w: Workdir, name: string) => w.write(name, `https://h.example/${name}\n`);

  test('are files, patterns, folders and standard input, in their order', async () => {
    const w = workdir();
    for (const name of ['f/2', 'f/1', 'f/_SUCCESS', 'f/.1.crc', 'g/x/p3.txt', 'g/p1.txt', 'g/p2.csv'])
      list(w, name);
    const { stdout } = await w.sh(`echo https://h.example/- | list-rows --plain 'g/**/p[!2]*' f - g/p?.csv`);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.slice(18)),
    ).toEqual(['g/p1.txt', 'g/x/p3.txt', 'f/1', 'f/2', '-', 'g/p2.csv']);
  });

  test.each([
    ["'no/*.csv'", '"no/*.csv" matches no file'],
    ['nothing.csv', '"nothing.csv": no such file or directory'],
    ['ftp://h.example/x', '"ftp://h.example/x": ftp:// is not read yet; http, https and files are'],
  ])('%s is wrong usage', async (operand, words) => {
    const { status, stderr } = await workdir().sh(`list-rows ${operand}`);
    expect([status, stderr]).toEqual([2, `list-rows: ${words}\n`]);
  });

  test('a file that changes while it is read is an error', async () => {
    const w = workdir();
    const { stdout, status } = await w.sh(
      `seq -f 'https://h.example/%.0f' 400000 > l; list-rows -q l | { head -n 1; echo more >> l; cat; } | grep -o '"code":"changed"'`,
    );
    expect([stdout, status]).toEqual(['"code":"changed"\n', 0]);
  });
});

/** One frame with one raw block, as RFC 8878 has it, because Node 20 packs no zstd; for less than 256 bytes. */
function zstd(text: string): Buffer {
  const content = Buffer.from(text);
  const block = Buffer.alloc(3);
  block.writeUIntLE((content.length << 3) | 1, 0, 3);
  return Buffer.concat([Buffer.from('28b52ffd20', 'hex'), Buffer.from([content.length]), block, content]);
}
