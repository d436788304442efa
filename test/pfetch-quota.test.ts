import { existsSync } from 'node:fs';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { findFreePort } from './support/free-port.js';
import { type NumberedSite, startNumberedSite } from './support/numbered-site.js';
import type { Transcript } from './support/transcript.js';
import { type Workdir, workdir } from './support/workdir.js';

/** Answers to held requests, until a test lets them go. */
const held: (() => void)[] = [];
let site: NumberedSite;

/** Paths say what happens: /ok/1, /gone/2, /held/3, /late/4 (404 after a while), /same/5 (the bytes of all others). */
beforeAll(async () => {
  site = await startNumberedSite(async ({ path }, response) => {
    const [, fate = ''] = path.split('/');
    if (fate === 'held') await new Promise<void>((go) => held.push(go));
    if (fate === 'late') await new Promise((resolve) => setTimeout(resolve, 100));
    if (fate === 'gone' || fate === 'late') response.writeHead(404).end();
    else response.end(fate === 'same' ? 'this picture is gone' : `body of ${path}`);
  });
});
afterAll(() => site.close());
beforeEach(() => {
  site.requests.length = 0;
  held.length = 0;
});

type Given = { url: string; class?: string; id: number; [field: string]: unknown };

function row(value: string, fate: string, id: number, more: Record<string, unknown> = {}): Given {
  return { url: `${site.url}/${fate}/${id}`, class: value, id, ...more };
}

/** Rows of one class with these fates, numbered from a hundred on. */
function rows(value: string, fates: readonly string[], first = 100): Given[] {
  return fates.map((fate, index) => row(value, fate, first + index));
}

const times = (count: number, fate: string): string[] => Array<string>(count).fill(fate);
const text = (list: readonly object[]): string => list.map((each) => `${JSON.stringify(each)}\n`).join('');
const name = "-o '{class}/{id}'";

function files(w: Workdir, value: string): number {
  return w.files().filter((file) => file.startsWith(`${value}/`)).length;
}

/** How many rows of a class came to what: `{"fetched": 3, "quota": 7}`. */
function ends(said: Transcript, value: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { class: of, outcome, reason } of said.rows()) {
    const end = String(reason ?? outcome);
    if (of === value) counts[end] = (counts[end] ?? 0) + 1;
  }
  return counts;
}

function summaryOf(w: Workdir): { quotas: Record<string, unknown>[]; groups: Record<string, unknown>[] } {
  return JSON.parse(w.read('summary.json')) as ReturnType<typeof summaryOf>;
}

describe('exactly so many', () => {
  test('for each value; the rest is answered "skipped" for "quota" without a request', async () => {
    const w = workdir();
    const input = text([...rows('a', times(20, 'ok'), 100), ...rows('b', times(20, 'ok'), 200)]);
    const said = await w.sh(`pfetch --quota class=3 ${name}`, { input });
    expect([said.status, said.stderr]).toEqual([0, '']);
    for (const value of ['a', 'b']) {
      expect(ends(said, value)).toEqual({ fetched: 3, quota: 17 });
      expect(files(w, value)).toBe(3);
    }
    expect(site.requests).toHaveLength(6);
    const beyond = said.rows().filter(({ reason }) => reason === 'quota');
    expect(beyond[0]).toMatchObject({ ok: true, outcome: 'skipped', attempts: 0 });
    expect(beyond[0]).not.toHaveProperty('path');
  });

  test('a failure gives its place back, and is not missed where another row makes up for it', async () => {
    const w = workdir();
    const fates = ['gone', 'late', 'ok', 'gone', 'late', 'ok', 'gone', 'ok', 'ok', 'ok', 'ok'];
    const said = await w.sh(`pfetch --quota class=3 ${name}`, { input: text(rows('a', fates)) });
    expect(said.status).toBe(0);
    expect(ends(said, 'a')).toMatchObject({ fetched: 3 });
    expect(files(w, 'a')).toBe(3);
    expect(said.rows()).toHaveLength(fates.length);
  });

  test('a malformed line is missed all the same', async () => {
    const w = workdir();
    const input = `{"url":\n${text(rows('a', times(4, 'ok')))}`;
    const said = await w.sh(`pfetch --quota class=3 ${name}`, { input });
    expect([said.status, files(w, 'a')]).toEqual([1, 3]);
  });

  test('a class without enough is short: status 1, and one line that says which', async () => {
    const w = workdir();
    const input = text([...rows('a', times(5, 'ok'), 100), ...rows('b', ['ok', 'gone', 'ok'], 200)]);
    const said = await w.sh(`pfetch --quota class=3 ${name}`, { input });
    expect([said.status, said.stderr]).toEqual([1, 'pfetch: 1 of 2 quotas full: class=b has 2 of 3\n']);
    expect([files(w, 'a'), files(w, 'b')]).toEqual([3, 2]);
    expect((await w.sh(`pfetch --failures-ok --quota class=3 ${name}`, { input })).status).toBe(0);
  });

  test('several quotas hold together', async () => {
    const w = workdir();
    const input = text(
      ['a', 'b', 'c'].flatMap((value, at) =>
        Array.from({ length: 12 }, (_, n) => row(value, 'ok', at * 100 + n, { by: `author ${n % 4}` })),
      ),
    );
    const said = await w.sh(`pfetch --quota class=4 --quota by=2 ${name}`, { input });
    const fetched = said.rows().filter(({ outcome }) => outcome === 'fetched');
    const most = (field: string): number => {
      const values = fetched.map((each) => each[field]);
      return Math.max(...values.map((value) => values.filter((other) => other === value).length));
    };
    expect([most('class'), most('by')]).toEqual([4, 2]);
    expect([fetched.length, site.requests.length, said.rows().length]).toEqual([8, 8, 36]);
  });

  test('the same file asked for twice fills one place', async () => {
    const w = workdir();
    const twice = row('a', 'ok', 1);
    const input = text([twice, twice, row('a', 'ok', 2), row('a', 'ok', 3)]);
    const said = await w.sh(`pfetch --quota class=2 ${name}`, { input });
    expect([said.status, files(w, 'a')]).toEqual([0, 2]);
  });

  test('rows without the field have no limit, which is told once', async () => {
    const w = workdir();
    const input = text([row('a', 'ok', 1), row('b', 'ok', 2), row('c', 'ok', 3)]);
    const said = await w.sh(`pfetch --quota klass=1 ${name}`, { input });
    expect(said.stderr).toBe(
      'pfetch: --quota "klass": line 1 has no such field; rows without it are fetched without limit\n',
    );
    expect(site.requests).toHaveLength(3);
  });
});

describe('waiting', () => {
  test('a slow class does not hold up others', async () => {
    const w = workdir();
    const slow = rows('slow', times(30, 'held')).map((each) => ({
      ...each,
      url: each.url.replace('127.0.0.1', 'slow.test'),
    }));
    const input = text([...slow, ...rows('b', times(5, 'ok'), 200)]);
    const port = new URL(site.url).port;
    const running = w.start(`pfetch --resolve slow.test:${port}:127.0.0.1 --quota class=2 ${name}`, {
      input,
    });
    // The quick class is done and told before the slow one has had a single answer.
    expect(await running.waitForLines(5)).toHaveLength(5);
    expect(files(w, 'b')).toBe(2);
    const letGo = setInterval(() => held.shift()?.(), 20);
    const said = await w.finish(running);
    clearInterval(letGo);
    expect(ends(said, 'slow')).toEqual({ fetched: 2, quota: 28 });
    expect(site.requests.filter(({ path }) => path.startsWith('/held'))).toHaveLength(2);
  });

  test.each([1, 2, 3])('--look-ahead %i with rows that wait comes to an end', async (lookAhead) => {
    const w = workdir();
    const fates = [...times(6, 'late'), ...times(6, 'gone'), ...times(6, 'ok')];
    const input = text([...rows('a', fates, 100), ...rows('b', fates, 200)]);
    const said = await w.sh(`pfetch --look-ahead ${lookAhead} --quota class=2 ${name}`, { input });
    expect(said.status).toBe(0);
    for (const value of ['a', 'b']) {
      expect(ends(said, value)).toEqual({ failed: 12, fetched: 2, quota: 4 });
    }
  });

  test('ten thousand rows that wait for a dead host are answered', async () => {
    const w = workdir();
    const port = await findFreePort();
    const dead = Array.from({ length: 10_000 }, (_, id) => ({
      url: `http://127.0.0.1:${port}/${id}`,
      class: 'a',
      id,
    }));
    const input = text([...dead, row('a', 'ok', 10_000)]);
    const said = await w.sh(`pfetch --retry 0 --quota class=1 ${name}`, { input });
    expect([said.status, said.stderr]).toEqual([0, '']);
    expect(ends(said, 'a')).toEqual({ failed: 10_000, fetched: 1 });
  });

  test('SIGINT ends what is under way and cancels what waits', async () => {
    const w = workdir();
    const input = text(rows('a', times(10, 'held')));
    const running = w.start(`exec pfetch --summary summary.json --quota class=2 --per-host 8 ${name}`, {
      input,
    });
    await expect.poll(() => held.length).toBe(1);
    running.signal('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 200));
    held.shift()?.();
    const said = await w.finish(running);
    expect([said.status, said.stderr]).toEqual([
      130,
      'pfetch: finishing 1 download; Ctrl-C again stops now\n',
    ]);
    expect(ends(said, 'a')).toEqual({ fetched: 1, cancelled: 9 });
    expect(site.requests).toHaveLength(1);
    // The input may have held enough: nobody knows.
    expect(summaryOf(w).quotas).toEqual([
      { field: 'class', value: 'a', wanted: 2, got: 1, tried: 1, exhausted: false },
    ]);
  });
});

describe('going on', () => {
  test('a resumed run counts what the journal has, even where the file has been moved away', async () => {
    const w = workdir();
    const command = `pfetch --journal j --quota class=3 --summary summary.json ${name}`;
    const all = rows('a', ['ok', 'gone', 'ok', 'ok', 'ok', 'ok']);
    const first = await w.sh(command, { input: text(all.slice(0, 3)) });
    expect([first.status, files(w, 'a')]).toEqual([1, 2]);
    await w.sh('rm a/100');
    site.requests.length = 0;
    const second = await w.sh(command, { input: text(all.slice(3)) });
    expect(ends(second, 'a')).toEqual({ fetched: 1, quota: 2 });
    expect([second.status, site.requests.length, files(w, 'a')]).toEqual([0, 1, 2]);
    expect(summaryOf(w).quotas).toEqual([
      { field: 'class', value: 'a', wanted: 3, got: 3, tried: 4, exhausted: false },
    ]);
  });

  test('a full journal makes no request', async () => {
    const w = workdir();
    const command = `pfetch --journal j --quota class=2 ${name}`;
    const input = text(rows('a', ['gone', 'ok', 'gone', 'ok', 'ok']));
    await w.sh(command, { input });
    site.requests.length = 0;
    const again = await w.sh(command, { input });
    expect(ends(again, 'a')).toEqual({ journal: 2, quota: 3 });
    expect([again.status, site.requests.length]).toEqual([0, 0]);
  });

  test('files that are here count once, without a journal', async () => {
    const w = workdir();
    const input = text(rows('a', times(8, 'ok')));
    await w.sh(`pfetch --quota class=2 ${name}`, { input });
    site.requests.length = 0;
    const again = await w.sh(`pfetch --quota class=3 ${name}`, { input });
    expect(ends(again, 'a')).toEqual({ exists: 2, fetched: 1, quota: 5 });
    expect([files(w, 'a'), site.requests.length]).toEqual([3, 1]);
  });

  test('files that turn up while others of their class are under way take the places of those', async () => {
    const w = workdir();
    for (const id of [101, 102]) w.write(`a/${id}`, 'here');
    const input = text(rows('a', ['held', 'ok', 'ok', 'ok']));
    // The request that is held would be waited for; a retry would notice, but only after a timeout.
    const said = await w.sh(`pfetch --first-byte-timeout 1h --quota class=2 ${name}`, {
      input,
      patienceMs: 15_000,
    });
    expect(ends(said, 'a')).toEqual({ exists: 2, quota: 2 });
    expect([said.status, w.files()]).toEqual([0, ['a/101', 'a/102']]);
  });

  test('a refresh asks again for what fills the class, and for nothing else', async () => {
    const w = workdir();
    const input = text(rows('a', ['gone', 'ok', 'ok', 'ok', 'ok']));
    await w.sh(`pfetch --journal j --quota class=2 ${name}`, { input });
    site.requests.length = 0;
    const again = await w.sh(`pfetch --refresh --journal j --quota class=2 ${name}`, { input });
    expect(site.requests.map(({ id }) => id)).toEqual([101, 102]);
    expect(ends(again, 'a')).toEqual({ fetched: 2, quota: 3 });
    expect(files(w, 'a')).toBe(2);
  });

  test('copies of a placeholder that are taken back free their places for the rows that wait', async () => {
    const w = workdir();
    const fates = [...times(4, 'same'), ...times(6, 'ok')];
    const command = `pfetch -j 1 --learn-placeholders 4 --journal j --quota class=4 ${name}`;
    const input = text(rows('a', fates));
    const said = await w.sh(command, { input });
    expect([said.status, files(w, 'a')]).toEqual([0, 4]);
    expect(w.files().filter((file) => file.startsWith('a/'))).toEqual(['a/104', 'a/105', 'a/106', 'a/107']);
    site.requests.length = 0;
    expect((await w.sh(command, { input })).status).toBe(0);
    expect([files(w, 'a'), site.requests.length]).toEqual([4, 0]);
  });

  test('a dry run answers as many as would be fetched, and writes nothing', async () => {
    const w = workdir();
    const input = text([...rows('a', times(5, 'ok'), 100), ...rows('b', times(5, 'ok'), 200)]);
    const said = await w.sh(`pfetch -n --quota class=2 ${name}`, { input });
    expect([ends(said, 'a'), ends(said, 'b')]).toEqual(Array(2).fill({ 'dry-run': 2, quota: 3 }));
    expect([said.status, site.requests, w.files()]).toEqual([0, [], []]);
  });
});

describe('--quota-of closes the input when all classes are full', () => {
  /** A list without end, three classes in turn. */
  const endless = (more = '') =>
    `yes | awk '{ n++; printf "{\\"url\\":\\"${site.url}/ok/%d\\",\\"class\\":\\"%s\\",\\"id\\":%d${more}}\\n", ` +
    `n, substr("abc", n % 3 + 1, 1), n }'`;

  test.each([
    ['their number', '3', ''],
    ['a file of them', 'classes', ''],
    ['a field of the rows', '@classes', ',\\"classes\\":3'],
  ])('%s', async (_, of, more) => {
    const w = workdir();
    w.write('classes', 'a\nb\nc\n');
    const said = await w.sh(
      `${endless(more)} | pfetch --look-ahead 50 --quota class=2 --quota-of ${of} ${name} > done.ndjson`,
    );
    expect([said.status, said.stderr]).toEqual([0, '']);
    expect(['a', 'b', 'c'].map((value) => files(w, value))).toEqual([2, 2, 2]);
    expect(site.requests).toHaveLength(6);
  });

  test('seq-urls before it ends quietly', async () => {
    const w = workdir();
    const said = await w.sh(
      `set -o pipefail; seq-urls '${site.url}/ok/{c}/{id}' c=1..1 id=1..100000000 2> err |
        pfetch --quota c=2 --quota-of 1 --look-ahead 100 > done.ndjson; echo "\${PIPESTATUS[@]}"; cat err`,
      { shell: 'bash' },
    );
    expect(said.stdout).toBe('0 0\n');
  });

  test('a producer that says no more is not waited for', async () => {
    const w = workdir();
    const running = w.start(`exec pfetch --quota class=2 --quota-of 1 ${name}`, { keepsInputOpen: true });
    running.write(text(rows('a', times(2, 'ok'))));
    const said = await w.finish(running);
    expect([said.status, files(w, 'a')]).toEqual([0, 2]);
  });

  test('a journal that has everything reads nothing', async () => {
    const w = workdir();
    const command = `exec pfetch --journal j --quota class=2 --quota-of 1 ${name}`;
    await w.sh(command, { input: text(rows('a', times(2, 'ok'))) });
    site.requests.length = 0;
    const said = await w.finish(w.start(command, { keepsInputOpen: true }));
    expect([said.status, said.stdout, site.requests.length]).toEqual([0, '', 0]);
  });

  test('a class that was announced and never comes is short', async () => {
    const w = workdir();
    w.write('classes', 'a\nb\n');
    const input = text(rows('a', times(2, 'ok')));
    const byFile = await w.sh(`pfetch --quota class=2 --quota-of classes ${name}`, { input });
    expect([byFile.status, byFile.stderr]).toEqual([1, 'pfetch: 1 of 2 quotas full: class=b has 0 of 2\n']);
    const byNumber = await w.sh(`pfetch --quota class=2 --quota-of 3 ${name}`, { input });
    expect([byNumber.status, byNumber.stderr]).toEqual([
      1,
      'pfetch: 1 of 3 quotas full, 2 of which the input had no row\n',
    ]);
  });
});

describe('the summary', () => {
  const input = () =>
    text([
      ...rows('a', ['ok', 'gone', 'ok', 'ok', 'ok'], 100).map((each) => ({ ...each, flickr: true })),
      ...rows('b', ['gone', 'ok', 'gone'], 200).map((each) => ({ ...each, flickr: false })),
    ]);

  test('as JSON: class, wanted, got, tried, exhausted, and the groups of --stats-by', async () => {
    const w = workdir();
    await w.sh(`pfetch -j 1 --quota class=2 --stats-by flickr --summary summary.json ${name}`, {
      input: input(),
    });
    const { quotas, groups } = summaryOf(w);
    expect(quotas).toEqual([
      { field: 'class', value: 'a', wanted: 2, got: 2, tried: 3, exhausted: false },
      { field: 'class', value: 'b', wanted: 2, got: 1, tried: 3, exhausted: true },
    ]);
    expect(groups).toEqual([
      {
        field: 'flickr',
        value: 'true',
        tried: 3,
        succeeded: 2,
        failed: 1,
        seconds_per_success: expect.any(Number) as number,
      },
      {
        field: 'flickr',
        value: 'false',
        tried: 3,
        succeeded: 1,
        failed: 2,
        seconds_per_success: expect.any(Number) as number,
      },
    ]);
  });

  test('as a table, where people look', async () => {
    const w = workdir();
    const said = await w.sh(`pfetch -j 1 --progress always --quota class=2 --stats-by flickr ${name}`, {
      input: input(),
    });
    const lines = said.stderr.split('\n');
    expect(lines.slice(lines.indexOf('  1 of 2 quotas full'))).toEqual([
      '  1 of 2 quotas full',
      '           wanted  got  tried  exhausted',
      '  class=a       2    2      3         no',
      '  class=b       2    1      3        yes',
      '',
    ]);
    expect(said.stderr).toMatch(/^ {2}flickr=true: 3 tried, 2 succeeded, [\d.]+ s a success$/m);
    expect(said.stderr).toMatch(/^ {2}flickr=false: 3 tried, 1 succeeded, [\d.]+ s a success$/m);
  });

  test('of a thousand classes shows those that are short', async () => {
    const w = workdir();
    const many = Array.from({ length: 1000 }, (_, id) => row(`c${id}`, id === 700 ? 'gone' : 'ok', id));
    const said = await w.sh(`pfetch --progress always --quota class=1 ${name}`, { input: text(many) });
    expect(said.stderr).toMatch(/ {2}999 of 1000 quotas full\n.*\n {2}class=c700 +1 +0 +1 +yes\n$/);
  });

  test('a copy that was taken back is no success of its group', async () => {
    const w = workdir();
    const list = rows('a', times(5, 'same')).map((each) => ({ ...each, flickr: true }));
    await w.sh(`pfetch -j 1 --learn-placeholders 4 --stats-by flickr --summary summary.json ${name}`, {
      input: text(list),
    });
    expect(summaryOf(w).groups).toMatchObject([{ tried: 5, succeeded: 0, failed: 5 }]);
  });

  test('that could not be written is told before the first request', async () => {
    const w = workdir();
    w.write('folder/x', '');
    const said = await w.sh('pfetch --summary none/s.json', { input: text(rows('a', ['ok'])) });
    expect([said.status, said.stderr]).toEqual([
      2,
      'pfetch: --summary "none/s.json": no such file or directory\n',
    ]);
    expect((await w.sh('pfetch --summary folder', { input: '' })).stderr).toMatch(/is a folder/);
    expect([site.requests, existsSync(`${w.path}/none`)]).toEqual([[], false]);
  });
});

describe('wrong usage', () => {
  test.each([
    ['--quota class', /--quota "class": expected a field and a number of files, as in class=50/],
    ['--quota class=0', /class=50/],
    ['--quota class=5 --quota class=6', /--quota "class" is given twice/],
    ['--quota-of 5', /--quota-of tells what --quota is to expect; give both/],
    ['--quota class=5 --quota-of 0', /--quota-of "0" must be a file of values, their number or @FIELD/],
    ['--quota class=5 --quota-of @', /"@" must be a file/],
    ['--quota class=5 --quota-of none', /--quota-of "none": no such file or directory/],
    ['--quota class=5 --quota-of empty', /--quota-of "empty": lists no value/],
    ['--quota class=5 --quota-of rows', /--quota-of "rows": line 1 has no "class"/],
  ])('%s', async (options, message) => {
    const w = workdir();
    w.write('empty', '\n');
    w.write('rows', '{"klass":"a"}\n');
    const said = await w.sh(`pfetch ${options}`, { input: text(rows('a', ['ok'])) });
    expect([said.status, said.stdout, site.requests]).toEqual([2, '', []]);
    expect(said.stderr).toMatch(message);
    expect(said.stderr.split('\n')).toHaveLength(2);
  });
});
