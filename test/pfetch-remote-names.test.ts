import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { bodyFor } from './support/hostile-server/body-bytes.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

describe('-J', () => {
  test.each([
    ['disposition', 'picture.jpg'],
    ['disposition-quoted', 'a ~22b~22 c.jpg'],
    ['disposition-parent', 'evil'],
    ['disposition-absolute', 'evil'],
    ['disposition-backslash', 'evil.exe'],
    ['disposition-dots', 'u'],
    ['disposition-empty', 'u'],
    ['disposition-hidden', '.bashrc'],
    ['disposition-nul', 'a~00b.jpg'],
    ['disposition-utf8', '\u20ac rates.txt'],
    ['disposition-utf8-parent', 'evil'],
    ['disposition-reserved', '~43ON.txt'],
    ['disposition-garbage', 'u'],
    ['ok', 'u'],
  ])('%s becomes %s, inside its folder', async (fault, name) => {
    const w = workdir();
    const said = await w.sh("pfetch -J -d a/b -o 'c/u'", { input: server.url(`/${fault}`) });
    expect(w.files()).toEqual([`a/b/c/${name}`]);
    expect(said.rows()).toMatchObject([{ ok: true, path: `a/b/c/${name}` }]);
  });

  test('disposition-long is cut to what a file system takes', async () => {
    const w = workdir();
    await w.sh('pfetch -J -o u', { input: server.url('/disposition-long') });
    expect(w.files()[0]).toMatch(/^n+~[0-9a-f]{16}\.jpg$/);
  });

  test('without it the header names nothing', async () => {
    const w = workdir();
    await w.sh('pfetch -o u', { input: server.url('/disposition/without') });
    expect(w.files()).toEqual(['u']);
  });

  test('two URLs of one name: the second has failed', async () => {
    const w = workdir();
    const said = await w.sh("pfetch -J -o '{seq}'", {
      input: `${server.url('/disposition/1')}\n${server.url('/disposition/2')}\n`,
    });
    expect(
      said
        .rows()
        .map(({ ok }) => ok)
        .sort(),
    ).toEqual([false, true]);
    expect(w.files()).toEqual(['picture.jpg']);
  });
});

describe('-J never replaces what is in --dir', () => {
  const refused = { ok: false, outcome: 'failed', error: { kind: 'input', code: 'name-taken' } };

  test.each([
    ['a file', 'disposition', 'picture.jpg', ''],
    ['a hidden file', 'disposition-hidden', '.bashrc', ''],
    ['a file, with --overwrite', 'disposition', 'picture.jpg', '--overwrite'],
    ['a hidden file, with --overwrite', 'disposition-hidden', '.bashrc', '--overwrite'],
    ['a file, with --refresh', 'disposition', 'picture.jpg', '--refresh'],
    ['a file, with no digests', 'disposition', 'picture.jpg', '--no-sha256'],
    ['a file, where the name of the row is a file of another size', 'disposition', 'picture.jpg', 'u'],
  ])('%s', async (_, fault, name, option) => {
    const w = workdir();
    w.write(`out/${name}`, 'mine');
    if (option === 'u') w.write('out/u', 'short');
    const said = await w.sh(`pfetch -J -d out -o u ${option === 'u' ? '' : option}`, {
      input: JSON.stringify({ url: server.url(`/${fault}`), size: 10_000 }),
    });
    expect(said.rows()).toMatchObject([refused]);
    expect(w.read(`out/${name}`)).toBe('mine');
  });

  test('a folder of that name is in the way, and a link goes, but not what it leads to', async () => {
    const w = workdir();
    await w.sh('mkdir -p out/picture.jpg two; echo mine > precious; ln -s ../precious two/picture.jpg');
    const [first] = (await w.sh('pfetch -J -d out -o u', { input: server.url('/disposition') })).rows();
    expect(first).toMatchObject({ ok: false });
    await w.sh('pfetch -J -d two -o u', { input: server.url('/disposition') });
    expect(w.read('precious')).toBe('mine\n');
  });

  test('a file that has the same bytes is the answer: another row, another run', async () => {
    const w = workdir();
    const input = `${server.url('/disposition?first')}\n${server.url('/disposition?second')}\n`;
    const said = await w.sh("pfetch -J -j 1 -d out -o '{seq}'", { input });
    const there = { ok: true, outcome: 'skipped', reason: 'exists', path: 'out/picture.jpg', bytes: 10_000 };
    expect([said.status, said.rows()]).toMatchObject([0, [{ outcome: 'fetched' }, there]]);
    const again = await w.sh("pfetch -J -d out -o '{seq}'", { input });
    expect([again.status, again.rows()]).toMatchObject([0, [there, there]]);
    expect(w.files()).toEqual(['out/picture.jpg']);
    w.write('out/picture.jpg', 'x'.repeat(10_000));
    const changed = await w.sh("pfetch -J -d out -o '{seq}'", { input });
    expect([changed.status, changed.rows()]).toMatchObject([1, [refused, refused]]);
    expect(w.read('out/picture.jpg')).toBe('x'.repeat(10_000));
  });

  test('a server that names nothing leaves the file to the row that it is of', async () => {
    const w = workdir();
    w.write('out/other', '');
    const running = w.start("exec pfetch -J -d out -o '{seq}'", { keepsInputOpen: true });
    running.write(`${server.url('/ok/1')}\n`);
    await running.waitForLines(1);
    w.write('out/2', 'of another run');
    running.write(`${server.url('/ok/2')}\n`);
    running.endInput();
    expect((await w.finish(running)).rows()[1]).toMatchObject({ outcome: 'skipped', reason: 'exists' });
    expect(w.read('out/2')).toBe('of another run');
  });

  test('with a journal: a second run keeps the file of the first, and asks for no row that is done', async () => {
    const w = workdir();
    const [one, two] = ['/disposition/journal-1', '/disposition/journal-2'];
    await w.sh("pfetch -J -d out -o '{seq}' --journal j", { input: server.url(one) });
    const said = await w.sh("pfetch -J -d out -o '{seq}' --journal j", {
      input: `${server.url(one)}\n${server.url(two)}\n`,
    });
    const answers = new Map(said.rows().map((row) => [row['url'], row]));
    expect(answers.get(server.url(one))).toMatchObject({ reason: 'journal', path: 'out/picture.jpg' });
    expect(answers.get(server.url(two))).toMatchObject(refused);
    expect(server.requests(one)).toHaveLength(1);
    expect(w.bytes('out/picture.jpg').equals(bodyFor(one))).toBe(true);
  });

  test('two runs at once: one gets the name, and every other row is told so', async () => {
    const w = workdir();
    const runs = [0, 1].map((run) =>
      w.start("exec pfetch -J -d out -o '{seq}'", {
        input: Array.from({ length: 20 }, (_, n) => `${server.url(`/disposition/${run}-${n}`)}\n`).join(''),
      }),
    );
    const rows = (await Promise.all(runs.map((run) => w.finish(run)))).flatMap((said) => said.rows());
    const winners = rows.filter(({ ok }) => ok === true);
    expect([rows.length, winners.length]).toEqual([40, 1]);
    const { pathname } = new URL(String(winners[0]?.['url']));
    expect(w.bytes('out/picture.jpg').equals(bodyFor(pathname))).toBe(true);
    expect(w.files()).toEqual(['out/picture.jpg']);
  });
});
