import { gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { generateImagenetList, wnidAt } from './support/imagenet-list.js';
import { describeWith } from './support/parts.js';
import type { Transcript } from './support/transcript.js';
import { makeDataNoun } from './support/wordnet-folder.js';
import { workdir } from './support/workdir.js';

const [dog, cat, owl] = ['n00000001', 'n00000002', 'n00000003'];

/** Three classes: four URLs, three of them on Flickr; three, two; two, none. */
const list = [
  `${dog}_1\thttp://farm1.static.flickr.com/1.jpg`,
  `${dog}_2\thttp://farm2.static.flickr.com/2.jpg`,
  `${dog}_5\thttp://farm2.static.flickr.com/5.jpg`,
  `${dog}_9\thttp://a.example/9.jpg`,
  `${cat}_1\thttp://farm3.static.flickr.com/c1.jpg`,
  `${cat}_2\thttp://b.example/c,2(x)[y]&amp;.jpg`,
  `${cat}_4\thttp://farm1.static.flickr.com/c4.jpg`,
  `${owl}_1\thttp://a.example/o1.jpg`,
  `${owl}_2\thttp://b.example/o2.jpg`,
  '',
].join('\n');

function ids(transcript: Transcript): unknown[] {
  return transcript.rows().map(({ id }) => id);
}

function classesOf(transcript: Transcript): unknown[] {
  return [...new Set(transcript.rows().map((row) => row['class']))];
}

/** A list of the real one's shape. */
function realistic(lines: number): Buffer {
  return Buffer.concat([...generateImagenetList({ lines })]);
}

describe('rows', () => {
  test('are url, class, id and flickr, in that order, without a name where none is known', async () => {
    const w = workdir();
    w.write('list', list);
    const { stdout, stderr, status } = await w.sh(
      `imagenet-pick --wordnet none --class ${cat} --all-hosts --order list list`,
    );
    expect(stdout).toBe(
      `{"url":"http://farm3.static.flickr.com/c1.jpg","class":"${cat}","id":"${cat}_1","flickr":true}\n` +
        `{"url":"http://b.example/c,2(x)[y]&amp;.jpg","class":"${cat}","id":"${cat}_2","flickr":false}\n` +
        `{"url":"http://farm1.static.flickr.com/c4.jpg","class":"${cat}","id":"${cat}_4","flickr":true}\n`,
    );
    expect([stderr, status]).toEqual(['', 0]);
  });

  test('have a name where one is known', async () => {
    const w = workdir();
    w.write('list', list);
    w.write('words.txt', `${dog}\tdog, domestic dog\n`);
    const { stdout } = await w.sh(
      'imagenet-pick --wordnet none --words words.txt --per-class 1 --order list list',
    );
    expect(stdout.split('\n')[0]).toBe(
      `{"url":"http://farm1.static.flickr.com/1.jpg","class":"${dog}","id":"${dog}_1","class_name":"dog","flickr":true}`,
    );
  });

  test('leave {name} to pfetch: the name of the file, not of the class', async () => {
    const w = workdir();
    w.write('list', list);
    w.write('words.txt', `${dog}\tdog\n${cat}\tcat\n`);
    const { stdout } = await w.sh(
      `imagenet-pick --wordnet none --words words.txt --class ${cat} --order list list | pfetch --dry-run --plain -o '{class}/{name}'`,
    );
    expect(stdout).toBe(`${cat}/c1.jpg\n${cat}/c4.jpg\n`);
  });

  test('can be printed as text', async () => {
    const w = workdir();
    w.write('list', list);
    const { stdout } = await w.sh(
      String.raw`imagenet-pick --order list --format '{id}\t{url}' --class ${cat} list`,
    );
    expect(stdout).toBe(
      `${cat}_1\thttp://farm3.static.flickr.com/c1.jpg\n${cat}_4\thttp://farm1.static.flickr.com/c4.jpg\n`,
    );
  });
});

describe('which URLs', () => {
  test.each([
    ['', [`${dog}_1`, `${dog}_2`, `${dog}_5`, `${cat}_1`, `${cat}_4`]],
    ['--not-host "farm2.*"', [`${dog}_1`, `${cat}_1`, `${cat}_4`]],
    ['--host "*.example"', [`${dog}_9`, `${cat}_2`, `${owl}_1`, `${owl}_2`]],
    ['--host a.example --host "farm3*"', [`${dog}_9`, `${cat}_1`, `${owl}_1`]],
    ['--all-hosts --not-host "*.flickr.com" --not-host b.example', [`${dog}_9`, `${owl}_1`]],
    ['--per-class 1', [`${dog}_1`, `${cat}_1`]],
    ['--all-hosts --per-class 2', [`${dog}_1`, `${dog}_2`, `${cat}_1`, `${cat}_2`, `${owl}_1`, `${owl}_2`]],
  ])('%s', async (options, expected) => {
    const w = workdir();
    w.write('list', list);
    const said = await w.sh(`imagenet-pick ${options} --order list list`);
    expect([ids(said), said.stderr, said.status]).toEqual([expected, '', 0]);
  });

  test('repeated ones go once, and those under two classes to the first, which is told', async () => {
    const w = workdir();
    w.write(
      'list',
      `${dog}_1\thttp://a/1\n${dog}_2\thttp://a/1\n${cat}_1\thttp://a/1\n${cat}_2\thttp://a/2\n`,
    );
    const said = await w.sh('imagenet-pick --all-hosts --order list list');
    expect(ids(said)).toEqual([`${dog}_1`, `${cat}_2`]);
    expect(said.stderr).toBe(
      'imagenet-pick: 1 repeated within a class and 1 of another class too: each URL is written once\n',
    );
    expect(said.status).toBe(0);
    expect(ids(await w.sh('imagenet-pick --all-hosts --order list --keep-shared list'))).toEqual([
      `${dog}_1`,
      `${cat}_1`,
      `${cat}_2`,
    ]);
  });

  test('--shuffle draws them, from the seed and the class alone', async () => {
    const w = workdir();
    w.write('list', realistic(5000));
    const draw = (seed: number, more = '') =>
      w.sh(`imagenet-pick --shuffle --seed ${seed} --per-class 5 --order list ${more} list`);
    const [one, again, other] = [await draw(1), await draw(1), await draw(2)];
    expect(one.stdout).toBe(again.stdout);
    expect(one.stdout).not.toBe(other.stdout);
    expect(one.stdout).not.toBe((await w.sh('imagenet-pick --per-class 5 --order list list')).stdout);
    const few = await draw(1, `--class ${wnidAt(3)}`);
    expect(one.stdout).toContain(few.stdout);
    expect(few.rows()).toHaveLength(5);
  });
});

describe('which classes', () => {
  test.each([
    [`--class ${cat}`, [cat]],
    [`--class ${cat},${dog}`, [dog, cat]],
    [`--class ${cat} --class ${dog}`, [dog, cat]],
    ['--min-urls 3', [dog]],
    ['--min-urls 2', [dog, cat]],
    ['--min-urls 2 --expect-alive 0.8', [dog]],
    ['--all-hosts --min-urls 3', [dog, cat]],
    ['--host b.example', [cat, owl]],
    ['-n 2 --min-urls 2', [dog, cat]],
    ['-n 1 --all-hosts --min-urls 4', [dog]],
  ])('%s', async (options, expected) => {
    const w = workdir();
    w.write('list', list);
    const said = await w.sh(`imagenet-pick --seed 1 ${options} --order list list`);
    expect([classesOf(said), said.stderr, said.status]).toEqual([expected, '', 0]);
  });

  test('--expect-alive asks for no URL too many', async () => {
    const w = workdir();
    w.write('list', Array.from({ length: 30 }, (_, n) => `${dog}_${n}\thttp://a/${n}\n`).join(''));
    // In binary 3 / 0.1 is 30 and 0.1 itself is not a tenth.
    expect(
      (await w.sh('imagenet-pick --all-hosts --min-urls 3 --expect-alive 0.1 list')).rows(),
    ).toHaveLength(30);
    expect((await w.sh('imagenet-pick --all-hosts --min-urls 3 --expect-alive .09 list')).status).toBe(1);
  });

  test('shared URLs are no URLs of the class that comes second', async () => {
    const w = workdir();
    w.write(
      'list',
      `${dog}_1\thttp://a/1\n${dog}_2\thttp://a/2\n${cat}_1\thttp://a/2\n${cat}_2\thttp://a/3\n`,
    );
    expect(classesOf(await w.sh('imagenet-pick --all-hosts --min-urls 2 list'))).toEqual([dog]);
    expect(classesOf(await w.sh('imagenet-pick --all-hosts --min-urls 2 --keep-shared list'))).toEqual([
      dog,
      cat,
    ]);
  });

  test.each([
    ['wnids', `# mine\n${cat}\n\n${dog}\r\n`],
    ['ILSVRC lines', `${cat} cat, true cat\n${dog} dog\n`],
    ['rows of --list', `{"wnid":"${cat}","urls":3}\n{"wnid":"${dog}"}\n`],
    ['rows of URLs', `{"url":"http://a/1","class":"${cat}"}\n{"url":"http://a/2","class":"${dog}"}\n`],
  ])('--classes-from takes %s', async (_, text) => {
    const w = workdir();
    w.write('list', list);
    w.write('classes', text);
    const said = await w.sh('imagenet-pick --classes-from classes --order list list');
    expect([classesOf(said), said.stderr]).toEqual([[dog, cat], '']);
    const piped = await w.sh('imagenet-pick --classes-from - --order list list <classes');
    expect(piped.stdout).toBe(said.stdout);
  });

  test('what is missing of what was named is told, with status 1', async () => {
    const w = workdir();
    w.write('list', list);
    const said = await w.sh(`imagenet-pick --class ${dog},${owl},n99999999 list`);
    expect(said.stderr).toBe(
      `imagenet-pick: not in the list: n99999999\nimagenet-pick: left out, with no usable URL: ${owl}\n`,
    );
    expect([classesOf(said), said.status]).toEqual([[dog], 1]);
  });

  test('fewer than asked for is told, with status 1', async () => {
    const w = workdir();
    w.write('list', list);
    const said = await w.sh('imagenet-pick -n 3 --min-urls 2 list');
    expect(said.stderr).toBe('imagenet-pick: 2 of 3 classes: all others have fewer than 2 usable URLs\n');
    expect([classesOf(said), said.status]).toEqual([[dog, cat], 1]);
    const none = await w.sh('imagenet-pick --min-urls 9 list');
    expect(none.stderr).toBe('imagenet-pick: no class to pick: all have fewer than 9 usable URLs\n');
    expect([none.stdout, none.status]).toEqual(['', 1]);
  });
});

describe('a random pick', () => {
  test('is the same again with its seed, and another with another', async () => {
    const w = workdir();
    w.write('list', realistic(30_000));
    const pick = (seed: string, more = '') => w.sh(`imagenet-pick -n 8 ${seed} ${more} list`);
    const first = await pick('');
    const seed = /^imagenet-pick: seed (\d+); --seed \1 picks the same again\n$/.exec(first.stderr)?.[1];
    expect(seed).toBeDefined();
    const again = await pick(`--seed ${seed}`);
    expect([again.stdout, again.stderr]).toEqual([first.stdout, '']);
    expect(new Set(classesOf(again)).size).toBe(8);
    expect((await pick(`--seed ${seed}1`)).stdout).not.toBe(first.stdout);
    expect((await pick(`--seed ${seed}`, '--no-cache')).stdout).toBe(first.stdout);
  });

  test('with a seed is this one, on every machine and in every version', async () => {
    const w = workdir();
    w.write('list', realistic(30_000));
    const said = await w.sh('imagenet-pick -n 5 --min-urls 200 --seed 1 list');
    expect(classesOf(said).sort()).toMatchInlineSnapshot(`
      [
        "n00022791",
        "n00026637",
        "n00031124",
        "n00031765",
        "n00038816",
      ]
    `);
  });

  test('does not depend on the order of the list', async () => {
    const w = workdir();
    w.write('list', realistic(20_000));
    await w.sh(
      'LC_ALL=C sort -t_ -k1,1r -s list >sorted; awk "{ print NR * 7919 % 20011, \\$0 }" list | sort -n | cut -d" " -f2- >mixed',
    );
    const picks = ['list', 'sorted', 'mixed'].map((name) =>
      w.sh(`imagenet-pick -n 6 --min-urls 100 --seed 7 ${name}`),
    );
    const [grouped, sorted, mixed] = (await Promise.all(picks)).map((said) => classesOf(said).sort());
    expect(grouped).toHaveLength(6);
    expect([sorted, mixed]).toEqual([grouped, grouped]);
  });

  test('keeps the classes that still are eligible when more URLs are asked for', async () => {
    const w = workdir();
    w.write('list', realistic(30_000));
    const few = new Set(classesOf(await w.sh('imagenet-pick -n 8 --min-urls 100 --seed 3 list')));
    const many = classesOf(await w.sh('imagenet-pick -n 8 --min-urls 300 --seed 3 list'));
    const counts = (await w.sh('imagenet-pick --list list')).rows();
    for (const { wnid, flickr } of counts) {
      if (few.has(wnid) && Number(flickr) >= 300) expect(many).toContain(wnid);
    }
  });
});

describe('order', () => {
  test('classes and hosts take turns', async () => {
    const w = workdir();
    w.write('list', realistic(10_000));
    const rows = (await w.sh('imagenet-pick list')).rows();
    const classes = new Set(rows.map((row) => row['class']));
    const firsts = rows.slice(0, classes.size);
    expect(new Set(firsts.map((row) => row['class']))).toEqual(classes);
    expect(new Set(firsts.map(({ url }) => new URL(String(url)).host)).size).toBeGreaterThan(3);
  });

  test('hosts take turns within a class too', async () => {
    const w = workdir();
    const lines = Array.from(
      { length: 60 },
      (_, n) => `${dog}_${n}\thttp://${n < 30 ? 'a' : 'b'}.example/${n}\n`,
    );
    w.write('list', lines.join(''));
    const hosts = (await w.sh('imagenet-pick --all-hosts --wordnet none list'))
      .rows()
      .map(({ url }) => String(url)[7]);
    expect(hosts.slice(0, 20).filter((host) => host === 'a')).toHaveLength(10);
  });

  test('--order list keeps that of the list, also where it is not grouped', async () => {
    const w = workdir();
    const mixed = [5, 1, 3, 2, 4, 1, 5, 5, 2].map((klass, n) => `n0000000${klass}_${n}\thttp://a/${n}`);
    w.write('list', mixed.join('\n'));
    const said = await w.sh('imagenet-pick -n 4 --seed 1 --all-hosts --order list list');
    const picked = classesOf(said);
    expect(picked).toHaveLength(4);
    const expected = mixed
      .filter((line) => picked.includes(line.slice(0, 9)))
      .map((line) => line.split('\t')[0]);
    expect(ids(said)).toEqual(expected);
  });

  test('--order list and the other have the same rows', async () => {
    const w = workdir();
    w.write('list', realistic(30_000));
    const common = 'imagenet-pick -n 9 --seed 5 --shuffle --per-class 50';
    const { stdout, status } = await w.sh(
      `${common} list | LC_ALL=C sort >a; ${common} --order list list | LC_ALL=C sort >b; wc -l <a; cmp a b`,
    );
    expect([Number(stdout) > 300, status]).toEqual([true, 0]);
  });
});

describe('odd lines', () => {
  const odd = Buffer.from(
    [
      `${dog}_1\thttp://a/1`,
      `${dog}_2 http://a/2`,
      `${dog}_3\thttp://a/3\tx`,
      `${dog}_4\t`,
      `dog_5\thttp://a/5`,
      `${dog}_6\thttp://a/caf\x85\xe9\xa0`,
      `${dog}_7\thttp://a/caf\xc3\xa9`,
      `${dog}_8\thttp://a/8\r`,
      `${dog}_9\thttp://a/9`,
    ].join('\n'),
    'latin1',
  );

  test('are counted and reported at the end, the others used', async () => {
    const w = workdir();
    w.write('list', odd);
    const said = await w.sh('imagenet-pick --all-hosts --order list list');
    expect(said.rows().map(({ url }) => url)).toEqual([
      'http://a/1',
      'http://a/3\tx',
      'http://a/caf\u0085\u00e9\u00a0',
      'http://a/caf\u00e9',
      'http://a/8',
      'http://a/9',
    ]);
    expect(said.stderr).toBe(
      'imagenet-pick: "list": 1 without a tab, line 2; 1 with a second tab (used), line 3; 1 without a URL, line 4; ' +
        '1 without a wnid_number in front, line 5; 1 not in UTF-8 (read as latin-1), line 6; ' +
        '1 ended by \\r\\n unlike others (used), line 8\n',
    );
    expect(said.status).toBe(1);
    const again = await w.sh('imagenet-pick --all-hosts --order list list');
    expect([again.stdout, again.stderr, again.status]).toEqual([said.stdout, said.stderr, 1]);
    expect((await w.sh('imagenet-pick --all-hosts --failures-ok list')).status).toBe(0);
  });

  test('that are used leave the status 0', async () => {
    const w = workdir();
    w.write('list', `${dog}_3\thttp://a/3\tx\n`);
    const said = await w.sh('imagenet-pick --all-hosts list');
    expect([said.rows().length, said.stderr, said.status]).toEqual([
      1,
      'imagenet-pick: "list": 1 with a second tab (used), line 1\n',
      0,
    ]);
  });

  test.each([
    [`${dog}_2 http://a/2`, 'without a tab'],
    [`${dog}_2\thttp://a/2\tx`, 'with a second tab'],
    [`${dog}_2\t`, 'without a URL'],
    ['x_2\thttp://a/2', 'without a wnid_number in front'],
    [`${dog}_2\thttp://a/\xe9`, 'not in UTF-8'],
    [`${dog}_2\thttp://a/2\r`, 'ended by \\r\\n unlike others'],
    [`${dog}_2\thttp://a/${'2'.repeat(70_000)}`, 'too long for a URL'],
  ])('--strict stops at %j', async (line, why) => {
    const w = workdir();
    w.write('list', Buffer.from(`${dog}_1\thttp://a/1\n${line}\n${dog}_3\thttp://a/3\n`, 'latin1'));
    const message = `imagenet-pick: "list" line 2 is ${why}, and --strict takes none such\n`;
    for (const round of ['first', 'with an index']) {
      const said = await w.sh('imagenet-pick --strict --all-hosts list');
      expect([round, said.stdout, said.stderr, said.status]).toEqual([round, '', message, 3]);
      await w.sh('imagenet-pick --all-hosts list');
    }
  });

  test('a list with \\r\\n everywhere is as good as any', async () => {
    const w = workdir();
    w.write('list', list.replaceAll('\n', '\r\n'));
    w.write('plain', list);
    const said = await w.sh('imagenet-pick list');
    expect([said.stdout, said.stderr, said.status]).toEqual([
      (await w.sh('imagenet-pick plain')).stdout,
      '',
      0,
    ]);
  });
});

describe('where the list comes from', () => {
  test('gzip, tar, both, in several parts, standard input and a pipe', async () => {
    const w = workdir();
    const text = realistic(20_000);
    w.write('list.txt', text);
    w.write('README', 'Not a list.\n');
    w.write(
      'parts.gz',
      Buffer.concat([gzipSync(text.subarray(0, 700_001)), gzipSync(text.subarray(700_001))]),
    );
    const made = await w.sh(
      'gzip -k list.txt && tar -czf list.tgz README list.txt && tar -cf list.tar README list.txt',
    );
    expect(made.status).toBe(0);
    const options = '-n 7 --seed 1';
    const plain = await w.sh(`imagenet-pick ${options} list.txt`);
    expect(plain.rows().length).toBeGreaterThan(500);
    for (const source of [
      'list.txt.gz',
      'list.tgz',
      'list.tar',
      'parts.gz',
      '<list.txt',
      '- <list.tgz',
      '<(cat list.txt)',
    ]) {
      for (const round of ['first', 'second']) {
        const said = await w.sh(`imagenet-pick ${options} ${source}`, { shell: 'bash' });
        expect([source, round, said.stderr, said.status]).toEqual([source, round, '', 0]);
        expect(said.stdout).toBe(plain.stdout);
      }
    }
  });

  test('what was copied for reading does not stay', async () => {
    const w = workdir();
    w.write('list.gz', gzipSync(list));
    await w.sh(
      'mkdir tmp; TMPDIR=$PWD/tmp imagenet-pick <list.gz; TMPDIR=$PWD/tmp imagenet-pick --no-cache list.gz',
    );
    expect((await w.sh('ls -A tmp; find "$HOME" -type f')).stdout).toBe('');
  });

  test.each([
    ['bz2', 'BZh91AY', 'bzip2; use: bzcat FILE | imagenet-pick'],
    ['zip', 'PK\x03\x04....', 'zip; use: unzip -p FILE | imagenet-pick'],
    ['zst', '\x28\xb5\x2f\xfd', 'zstd; use: zstdcat FILE | imagenet-pick'],
  ])('%s is refused with the command that unpacks it', async (name, magic, message) => {
    const w = workdir();
    w.write(name, Buffer.from(magic, 'latin1'));
    const said = await w.sh(`imagenet-pick ${name}; imagenet-pick <${name}`);
    expect(said.stderr).toBe(
      `imagenet-pick: "${name}" is packed with ${message}\nimagenet-pick: standard input is packed with ${message}\n`,
    );
    expect([said.stdout, said.status]).toEqual(['', 2]);
  });

  test('a packed list cut short is no shorter list', async () => {
    const w = workdir();
    const packed = gzipSync(realistic(5000));
    w.write('list.gz', packed.subarray(0, packed.length - 100));
    for (const from of ['list.gz', '<list.gz']) {
      const said = await w.sh(`imagenet-pick ${from}`);
      expect(said.stderr).toMatch(/^imagenet-pick: .* is damaged or cut short: unexpected end of file\n$/);
      expect([said.stdout, said.status]).toEqual(['', 3]);
    }
  });

  test('an archive without a list is refused', async () => {
    const w = workdir();
    w.write('README', 'Not a list.\n');
    const said = await w.sh('tar -czf a.tgz README; imagenet-pick a.tgz');
    expect(said.stderr).toMatch(
      /^imagenet-pick: "a.tgz" holds no URL list: expected a file of lines such as/,
    );
    expect(said.status).toBe(2);
  });
});

describe('the index', () => {
  test('is used the second time, and never for a list that has changed', async () => {
    const w = workdir();
    w.write('list', list);
    const count = () => w.sh('imagenet-pick --list --wordnet none list | head -n 1');
    expect((await count()).rows()).toEqual([{ wnid: dog, urls: 4, flickr: 3 }]);
    const kept = await w.sh('ls $HOME/.cache/fetchutils/imagenet-pick');
    expect(kept.lines()).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.index$/)]);
    // An index that tells other numbers shows that it is the index that is read.
    const forge = `cd $HOME/.cache/fetchutils/imagenet-pick && for f in *.index; do
      body=$(tail -n +2 "$f" | sed 's/"urls":4/"urls":7/'); set -- $(head -n 1 "$f")
      printf '%s\\n%s' "$1 $2 $3 $(printf %s "$body" | sha256sum | cut -d' ' -f1)" "$body" >"$f"; done`;
    await w.sh(forge);
    expect((await count()).rows()).toEqual([{ wnid: dog, urls: 7, flickr: 3 }]);
    // Same length, same time, another byte.
    await w.sh(
      `touch -r list stamp; printf x | dd of=list bs=1 seek=20 conv=notrunc status=none; touch -r stamp list`,
    );
    expect((await count()).rows()).toEqual([{ wnid: dog, urls: 4, flickr: 3 }]);
  });

  test('is kept where XDG_CACHE_HOME says, and nowhere with --no-cache', async () => {
    const w = workdir();
    w.write('list', list);
    const said = await w.sh(
      'imagenet-pick --no-cache list; find $HOME -type f; XDG_CACHE_HOME=$PWD/c imagenet-pick list >/dev/null',
    );
    expect(said.rows()).toHaveLength(5);
    expect(w.files().filter((name) => name.startsWith('c/fetchutils/imagenet-pick/'))).toHaveLength(1);
  });

  test('is not made of a list that changes under it', async () => {
    const w = workdir();
    w.write('list', realistic(100_000));
    const said = await w.sh(
      '(while :; do echo >>list; done) & imagenet-pick -n 1 --seed 1 list; s=$?; kill $!; exit $s',
    );
    expect([said.stdout, said.stderr]).toEqual(['', 'imagenet-pick: "list" was changed while it was read\n']);
    expect(said.status).toBe(3);
  });

  test('that is damaged is made again', async () => {
    const w = workdir();
    w.write('list', list);
    const before = await w.sh('imagenet-pick list');
    const said = await w.sh(
      'for f in $HOME/.cache/fetchutils/imagenet-pick/*; do echo junk >$f; done; imagenet-pick list',
    );
    expect([said.stdout, said.stderr, said.status]).toEqual([before.stdout, '', 0]);
  });

  test('that cannot be kept is told, and the pick goes on', async () => {
    const w = workdir();
    w.write('list', list);
    const said = await w.sh('XDG_CACHE_HOME=/dev/null imagenet-pick list');
    expect(said.stderr).toMatch(
      /^imagenet-pick: cannot keep an index in "\/dev\/null\/.*", so the list is read anew each time: .*\n$/,
    );
    expect([said.rows().length, said.status]).toEqual([5, 0]);
  });

  test('of a packed list goes by the packed file, and its text is kept', async () => {
    const w = workdir();
    w.write('list.gz', gzipSync(list));
    const first = await w.sh('imagenet-pick list.gz');
    const kept = await w.sh('cd $HOME/.cache/fetchutils/imagenet-pick && ls');
    expect(kept.lines().map((name) => name.slice(33))).toEqual(['index', 'list']);
    w.write('list.gz', gzipSync(list.replaceAll('.jpg', '.png')));
    const second = await w.sh('imagenet-pick list.gz');
    expect(second.stdout).toBe(first.stdout.replaceAll('.jpg', '.png'));
    // A text that somebody has changed is unpacked again.
    await w.sh('cd $HOME/.cache/fetchutils/imagenet-pick && echo >*.list');
    expect((await w.sh('imagenet-pick list.gz')).stdout).toBe(second.stdout);
  });

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'a run ended by %s while it counts leaves nothing that misleads',
    async (signal) => {
      const w = workdir();
      const text = realistic(400_000);
      w.write('list.gz', gzipSync(text, { level: 1 }));
      w.write('list', text);
      // Only what the shell does itself: a process started for each look may come too late.
      const ended = await w.sh(
        `imagenet-pick -n 3 --seed 1 list.gz & pid=$!
        until set -- $HOME/.cache/fetchutils/imagenet-pick/*.tmp; [ -e "$1" ]; do kill -0 $pid || break; done
        kill -${signal.slice(3)} $pid; wait $pid`,
      );
      expect(ended.stdout).toBe('');
      if (signal === 'SIGTERM') {
        // After SIGKILL the shell may say a word of its own.
        expect([ended.stderr, ended.status]).toEqual(['', 143]);
        expect((await w.sh('ls $HOME/.cache/fetchutils/imagenet-pick')).stdout).toBe('');
      }
      const said = await w.sh('imagenet-pick -n 3 --seed 1 list.gz');
      expect(said.stdout).toBe((await w.sh('imagenet-pick -n 3 --seed 1 --no-cache list')).stdout);
      expect([said.stderr, said.status]).toEqual(['', 0]);
    },
  );
});

test('| head -n 1 is a quiet 0', async () => {
  const w = workdir();
  w.write('list', realistic(100_000));
  for (const order of ['list', 'interleaved']) {
    const said = await w.sh(`{ imagenet-pick --all-hosts --order ${order} list; echo $? >&2; } | head -n 1`);
    expect([said.rows().length, said.stderr]).toEqual([1, '0\n']);
  }
});

describe('names and the hierarchy', () => {
  const { text, wnids } = makeDataNoun([
    { names: ['entity'], gloss: 'that which is', above: [] },
    { names: ['animal', 'beast'], gloss: 'a living organism', above: ['entity'] },
    { names: ['pet'], gloss: 'kept for pleasure', above: ['animal'] },
    { names: ['canine'], gloss: 'a carnivore', above: ['animal'] },
    { names: ['hound', 'domestic hound'], gloss: 'a member of a genus', above: ['canine', 'pet'] },
    { names: ['poodle', 'poodle dog'], gloss: 'an intelligent hound', above: ['hound'] },
    { names: ['andiron', 'hound'], gloss: 'metal supports for logs', above: ['entity'] },
  ]);
  const named = Object.entries(wnids)
    .filter(([name]) => name !== 'entity')
    .map(([name, wnid], n) =>
      [1, 2, 3].slice(n % 3).map((nth) => `${wnid}_${nth}\thttp://a/${name}/${nth}\n`),
    )
    .flat()
    .join('');

  function home() {
    const w = workdir();
    w.write('wordnet/data.noun', text);
    w.write('list', named);
    return w;
  }

  async function names(command: string): Promise<unknown[]> {
    const said = await home().sh(`imagenet-pick --wordnet wordnet --all-hosts --list ${command} list`);
    expect([said.stderr, said.status]).toEqual(['', 0]);
    return said.rows().map(({ name }) => name);
  }

  test('--list writes a row for each class', async () => {
    const said = await home().sh('imagenet-pick --wordnet wordnet --list list');
    expect(said.lines()[0]).toBe(
      `{"wnid":"${wnids['animal']}","name":"animal","names":"animal, beast","gloss":"a living organism","urls":3,"flickr":0,"depth":1}`,
    );
    expect(said.rows().map(({ name, urls, depth }) => [name, urls, depth])).toEqual([
      ['animal', 3, 1],
      ['pet', 2, 2],
      ['canine', 1, 2],
      ['hound', 3, 3],
      ['poodle', 2, 4],
      ['andiron', 1, 1],
    ]);
  });

  test.each([
    [`--under ${wnids['canine']}`, ['canine', 'hound', 'poodle']],
    ['--under canine', ['canine', 'hound', 'poodle']],
    ['--under BEAST', ['animal', 'pet', 'canine', 'hound', 'poodle']],
    ['--under pet --under andiron', ['pet', 'hound', 'poodle', 'andiron']],
    ['--under entity', ['animal', 'pet', 'canine', 'hound', 'poodle', 'andiron']],
    ['--under canine --match "DOG|logs"', ['poodle']],
    ['--match "^metal|carni"', ['canine', 'andiron']],
    ['--class poodle_dog,andiron', ['poodle', 'andiron']],
    ['--class "domestic hound"', ['hound']],
  ])('%s', async (options, expected) => {
    expect(await names(options)).toEqual(expected);
  });

  test('the hierarchy may come from wordnet.is_a.txt, names and glosses from files of their own', async () => {
    const w = home();
    w.write('is_a', `${wnids['andiron']} ${wnids['pet']}\n${wnids['pet']} ${wnids['poodle']}\n`);
    w.write('words', `${wnids['pet']}\tfriend\n`);
    w.write('glosses', `${wnids['pet']}\tof man\n`);
    const said = await w.sh(
      'imagenet-pick --wordnet wordnet --words words --glosses glosses --is-a is_a --under andiron --list list',
    );
    expect(said.rows().map(({ name, gloss, depth }) => [name, gloss, depth])).toEqual([
      ['friend', 'of man', 1],
      ['poodle', 'an intelligent hound', 2],
      ['andiron', 'metal supports for logs', 0],
    ]);
  });

  test.each(['--under hound', '--class hound'])(
    '%s is not guessed: all that it could mean are shown',
    async (option) => {
      const said = await home().sh(`imagenet-pick --wordnet wordnet --all-hosts ${option} list`);
      const urls = option.startsWith('--under') ? 5 : 3;
      expect(said.stderr).toBe(
        `  ${wnids['hound']}  ${urls} URLs  hound, domestic hound: a member of a genus\n` +
          `  ${wnids['andiron']}  1 URLs  andiron, hound: metal supports for logs\n` +
          `imagenet-pick: ${option.replace('hound', '"hound"')} is the name of 2 classes; give the wnid of one of them\n`,
      );
      expect([said.stdout, said.status]).toEqual(['', 2]);
    },
  );

  test.each([
    ['--under hond', '--under "hond": no class of the list has this name; did you mean "hound"?'],
    ['--class zebra', '--class "zebra": no class of the list has this name'],
    ['--under n99999999', '--under "n99999999": no class of the list is there'],
    ['--wordnet none --class dog', '--class "dog": no names are known; give a wnid, or --words or --wordnet'],
    ['--wordnet none --match dog', '--match needs names: give --words or --wordnet'],
    ['--wordnet nowhere', '--wordnet "nowhere": "nowhere/data.noun": no such file or directory'],
    ['--wordnet old', '--wordnet "old" is not WordNet 3.0, whose offsets ImageNet\'s ids are'],
  ])('%s is refused', async (options, message) => {
    const w = home();
    w.write('old/data.noun', text.replace('3.0', '3.1'));
    const said = await w.sh(`imagenet-pick --wordnet wordnet ${options} list`);
    expect([said.stdout, said.stderr, said.status]).toEqual(['', `imagenet-pick: ${message}\n`, 2]);
  });

  test('WordNet is found where its own variables say', async () => {
    const w = home();
    w.write('list', `${wnids['poodle']}_1\thttp://a/1\n`);
    const said = await w.sh('WNSEARCHDIR=$PWD/wordnet imagenet-pick --all-hosts list');
    expect(said.rows()).toMatchObject([{ class_name: 'poodle' }]);
  });
});

describe('counts', () => {
  test('--list and --stats of a table need no list', async () => {
    const w = workdir();
    w.write(
      'table.csv',
      `synid,class_name,urls,flickr_urls\r\n${dog},dog,250,99\r\n${cat},"cat, tom",3,0\r\n`,
    );
    const listed = await w.sh('imagenet-pick --wordnet none --counts table.csv --list');
    expect(listed.rows()).toEqual([
      { wnid: dog, name: 'dog', names: 'dog', urls: 250, flickr: 99 },
      { wnid: cat, name: 'cat, tom', names: 'cat, tom', urls: 3, flickr: 0 },
    ]);
    expect((await w.sh('imagenet-pick --counts table.csv --list --min-urls 99')).rows()).toMatchObject([
      { wnid: dog },
    ]);
    const { lines } = await w
      .sh('imagenet-pick --counts table.csv --stats')
      .then((said) => ({ lines: said.lines() }));
    expect(lines).toEqual([
      '{"urls_min":0,"urls_max":99,"classes":1,"classes_flickr":2,"classes_at_least":2,"classes_flickr_at_least":2}',
      '{"urls_min":100,"urls_max":199,"classes":0,"classes_flickr":0,"classes_at_least":1,"classes_flickr_at_least":0}',
      '{"urls_min":200,"urls_max":299,"classes":1,"classes_flickr":0,"classes_at_least":1,"classes_flickr_at_least":0}',
    ]);
  });

  test('a table says which classes of a list are tried, and what they are called', async () => {
    const w = workdir();
    w.write('list', list);
    w.write(
      'table.json',
      JSON.stringify({ [cat]: { class_name: 'tom', img_url_count: 9, flickr_img_url_count: 9 } }),
    );
    const said = await w.sh('imagenet-pick --wordnet none --counts table.json --min-urls 2 list');
    expect(said.rows().map(({ id, class_name }) => [id, class_name])).toEqual([
      [`${cat}_1`, 'tom'],
      [`${cat}_4`, 'tom'],
    ]);
  });

  test('--stats counts what a plain reading counts', async () => {
    const w = workdir();
    w.write('list', realistic(50_000));
    const bins = (await w.sh('imagenet-pick --stats list')).rows();
    const plain = await w.sh(
      `cut -d_ -f1 list | uniq -c | awk '{ n[int($1 / 100)]++ } END { for (b in n) print b * 100, n[b] }' | sort -n`,
    );
    const counted = bins
      .filter(({ classes }) => classes !== 0)
      .map((bin) => `${String(bin['urls_min'])} ${String(bin['classes'])}`);
    expect(counted).toEqual(plain.lines());
    expect(bins[0]).toMatchObject({
      classes_at_least: bins.reduce((sum, { classes }) => sum + Number(classes), 0),
    });
  });

  describeWith(['script'], 'on a terminal', () => {
    test('--stats is drawn as well', async () => {
      const w = workdir();
      w.write('list', realistic(50_000));
      const { stdout } = await w.sh(`script -qec 'imagenet-pick --stats list >rows' /dev/null </dev/null`);
      expect(stdout).toMatch(/URLs a class +classes +on Flickr\r$/m);
      expect(stdout).toMatch(/^0 - 99 +\d+ █+ +\d+ █+\r$/m);
      expect(w.read('rows')).toMatch(/^\{"urls_min":0,/);
    });
  });
});

describe('wrong usage is one line, status 2, and no output', () => {
  test.each([
    ['list more', 'one list only, but got "list" and "more"'],
    ['missing', '"missing": no such file or directory'],
    ['.', '"." is a folder; expected a URL list'],
    ['-n 0 list', '--classes "0": expected a whole number of at least 1'],
    ['--min-urls x list', '--min-urls "x": expected a whole number of at least 1'],
    ['--per-class -1 list', '--per-class "-1": expected a whole number of at least 1'],
    ['--expect-alive 1.5 --min-urls 1 list', '--expect-alive "1.5": expected a share such as 0.8'],
    ['--expect-alive 0 --min-urls 1 list', '--expect-alive "0": expected a share such as 0.8'],
    [
      '--expect-alive 0.8 list',
      '--expect-alive says how many URLs beyond --min-urls to ask for; give --min-urls',
    ],
    ['--seed dog list', '--seed "dog": expected a whole number of at least 0'],
    ['--host http://a list', '--host "http://a": expected a host name, with * and ? as in *.flickr.com'],
    ['--not-host "a b" list', '--not-host "a b": expected a host name, with * and ? as in *.flickr.com'],
    ['--all-hosts --host a list', '--all-hosts and --host exclude each other'],
    ['--order random list', '--order "random": expected one of interleaved, list'],
    ['--match "(" list', /^--match "\(": expected a regular expression \(.*\)$/],
    ['--list --stats list', '--list and --stats exclude each other'],
    ['--stats -n 2 list', '--stats counts all classes; leave out -n and --min-urls'],
    ['--stats --host a list', '--stats counts all hosts and Flickr; leave out --host and --not-host'],
    ['--list --host a --counts table', '--host and --not-host need a list, not only --counts'],
    ['--classes-from -', '--classes-from - reads standard input, so the list must be a file'],
    ['--classes-from names list', '"names" line 1: expected a wnid such as n02084071, got "dog"'],
    ['--words missing list', '"missing": no such file or directory'],
    ['--counts missing list', '--counts "missing": no such file or directory'],
    [
      '--class dog --wordnet none list',
      '--class "dog": no names are known; give a wnid, or --words or --wordnet',
    ],
  ])('%s', async (words, message) => {
    const w = workdir();
    w.write('list', list);
    w.write('names', 'dog\n');
    w.write('table', `synid,class_name,urls,flickr_urls\n${dog},dog,1,1\n`);
    const said = await w.sh(`imagenet-pick ${words}`);
    const expected: unknown = typeof message === 'string' ? message : expect.stringMatching(message);
    expect([
      said.stdout,
      said.stderr.replace(/^imagenet-pick: /, '').replace(/\n$/, ''),
      said.status,
    ]).toEqual(['', expected, 2]);
  });
});
