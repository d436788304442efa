import { createHash } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { type PictureSite, startPictureSite } from './support/picture-site.js';
import { makePictures } from './support/pictures.js';
import { type Workdir, workdir } from './support/workdir.js';

const count = 5000;
const ids = Array.from({ length: count }, (_, id) => id);
const isGone = (id: number) => (id * 7919) % 100 < 11;
const goneCount = ids.filter(isGone).length;

let jpeg: Buffer = Buffer.alloc(0);
let placeholder: Buffer = Buffer.alloc(0);
beforeAll(async () => {
  const pictures = await makePictures();
  const bytesOf = (name: string) =>
    pictures.find((picture) => picture.name === name)?.bytes ?? Buffer.alloc(0);
  jpeg = bytesOf('jpeg');
  placeholder = bytesOf('png palette');
});

/** A host that has a picture of its own at every path, but for those that are gone. */
function startHost(addresses?: string[]): Promise<PictureSite> {
  return startPictureSite((path) => {
    const id = Number(path.replace(/.*\//, ''));
    // Half of them by way of a redirect, as the large hosts do.
    if (isGone(id) && id % 2 === 1 && path.startsWith('/p/'))
      return { status: 302, headers: { location: `/gone/${id}` } };
    return { body: isGone(id) ? placeholder : pictureOf(id) };
  }, addresses);
}

/** A JPEG of its own: the number stands in a comment. */
function pictureOf(id: number): Buffer {
  const comment = Buffer.from(`\xff\xfe\0\x0a${String(id).padStart(8, '0')}`, 'latin1');
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}

function rowsFor(site: PictureSite, order: readonly number[]): string {
  return order
    .map((id) => `{"url":"${site.url(`/p/${id}`)}","class":"c${Math.floor(id / 100)}","id":${id}}\n`)
    .join('');
}

/** The same disorder every time. */
function shuffled(seed: number): number[] {
  const key = (id: number) => createHash('md5').update(`${seed} ${id}`).digest('hex');
  return ids.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

type Answer = {
  url: string;
  ok: boolean;
  outcome: string;
  path?: string;
  class: string;
  retracts?: string;
  removed?: string;
};

/** What the files, the rows and the journal of all runs come to. */
function stateOf(w: Workdir, rows: string) {
  const files = w.files().filter((file) => file.startsWith('out/'));
  const last = new Map<string, Answer>();
  for (const line of rows.split('\n').filter((text) => text !== '')) {
    const row = JSON.parse(line) as Answer;
    last.set(row.url, row);
  }
  const kept = [...last.values()].filter(({ path }) => path !== undefined);
  return {
    copies: files.filter((file) => w.bytes(file).equals(placeholder)),
    files: files.sort(),
    kept: kept.map(({ path }) => path).sort(),
    last,
  };
}

const orders: [name: string, order: number[]][] = [
  ['as they stand', ids],
  ['shuffled', shuffled(1)],
  ['placeholders first', ids.toSorted((a, b) => Number(isGone(b)) - Number(isGone(a)))],
  ['placeholders last', ids.toSorted((a, b) => Number(isGone(a)) - Number(isGone(b)))],
];

describe('a host that serves its placeholder to 11 % of 5,000 URLs', () => {
  test.each(orders)('leaves not one copy on disk: %s', async (name, order) => {
    await using site = await startHost();
    const w = workdir();
    const said = await w.sh('pfetch --image -d out', { input: rowsFor(site, order) });
    const { copies, files, kept } = stateOf(w, said.stdout);
    const takenBack = said.rows().filter(({ retracts }) => retracts !== undefined);
    process.stdout.write(
      `${name}: ${goneCount} placeholders, ${takenBack.length} of them taken back, ${copies.length} left\n`,
    );
    expect(copies).toEqual([]);
    expect(files).toHaveLength(count - goneCount);
    expect(kept).toEqual(files);
    for (const row of takenBack)
      expect(row).toMatchObject({ ok: false, outcome: 'rejected', retracts: row['url'] });
    expect([said.stderr, said.status]).toEqual([expect.stringMatching(/^pfetch: \d+ rows: /), 1]);
  });

  test('leaves none with kills in between, and the journal agrees', async () => {
    await using site = await startHost();
    const w = workdir();
    const input = rowsFor(site, shuffled(2));
    const command = 'exec pfetch --image -d out --journal done.ndjson';
    for (const lines of [1, 40, 3, 700, 60, 900, 2, 1500, 5]) {
      const running = w.start(command, { input });
      await running.waitForLines(lines);
      running.signal('SIGKILL');
      await w.finish(running);
    }
    await w.sh(command, { input });
    const { copies, files, kept, last } = stateOf(w, w.read('done.ndjson'));
    expect(copies).toEqual([]);
    expect(files).toHaveLength(count - goneCount);
    expect(kept).toEqual(files);
    expect([...last.values()].filter(({ ok }) => ok)).toHaveLength(count - goneCount);

    const again = await w.sh(command, { input });
    expect(stateOf(w, w.read('done.ndjson')).files).toEqual(files);
    expect(again.rows().filter(({ reason }) => reason === 'journal')).toHaveLength(count - goneCount);
  });

  const quota = 70;
  test('meets quotas exactly, in one run and with kills in between', async () => {
    await using site = await startHost();
    for (const kills of [[], [200, 1000, 30, 900]]) {
      const w = workdir();
      const input = rowsFor(site, shuffled(3 + kills.length));
      const command = `exec pfetch --image -d out --journal done.ndjson --quota class=${quota} -o '{class}/{id}.{ext}'`;
      for (const lines of kills) {
        const running = w.start(command, { input });
        await running.waitForLines(lines);
        running.signal('SIGKILL');
        await w.finish(running);
      }
      await w.sh(command, { input });
      const { copies, files } = stateOf(w, w.read('done.ndjson'));
      expect(copies).toEqual([]);
      const sizes = new Map<string, number>();
      for (const file of files) {
        const folder = file.split('/')[1] ?? '';
        sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
      }
      expect([...sizes].filter(([, size]) => size !== quota)).toEqual([]);
      expect(sizes.size).toBe(50);
    }
  });
});

/** Picks from those that are gone, or are not, in their order. */
const gone = ids.filter(isGone);
const there = ids.filter((id) => !isGone(id));

test('a place that was given back goes to a row that came when its class was full', async () => {
  await using site = await startHost();
  const rows = [
    ...[gone[0], there[0], there[1], there[2], there[3]].map((id) => ({ class: 'a', id })),
    ...[gone[1], gone[2], gone[3], there[4], there[5], there[6], there[7]].map((id) => ({ class: 'b', id })),
  ];
  const input = rows.map((row) => `${JSON.stringify({ url: site.url(`/p/${row.id}`), ...row })}\n`).join('');
  const w = workdir();
  const said = await w.sh("pfetch -j 1 --image -d out --quota class=3 -o '{class}/{id}.{ext}'", { input });
  expect(w.files()).toEqual(
    ['a', 'a', 'a', 'b', 'b', 'b'].map((name, i) => `out/${name}/${there[[0, 1, 2, 4, 5, 6][i] ?? 0]}.jpg`),
  );
  const story = said.rows().map(({ outcome, reason, id }) => [outcome, reason ?? '', id].join(' '));
  expect(story.filter((line) => line.startsWith('skipped'))).toEqual([
    `skipped quota ${there[3]}`,
    `skipped quota ${there[7]}`,
  ]);
  expect(story.indexOf(`rejected  ${gone[0]}`)).toBeGreaterThan(story.indexOf(`fetched  ${gone[0]}`));
});

describe('after a kill', () => {
  test('between two copies that were taken back: none is answered as done whose file is gone', async () => {
    await using site = await startPictureSite(() => ({ body: placeholder }));
    const w = workdir();
    const input = [1, 2, 3, 4].map((id) => `${site.url(`/gone/${id}`)}\n`).join('');
    const command = `pfetch --image -j 1 -d out -o '{seq}' --journal j`;
    await w.sh(command, { input });
    const lines = w.read('j').split('\n');
    const first = lines.findIndex((line) => line.includes('"retracts"'));
    expect(first).toBeGreaterThan(2);
    // As it was after the first of three: its file gone, the others still there.
    w.write('j', `${lines.slice(0, first + 1).join('\n')}\n`);
    w.write('out/2', placeholder);
    w.write('out/3', placeholder);
    const again = await w.sh(command, { input });
    expect(again.rows().filter(({ ok }) => ok === true)).toEqual([]);
    expect(w.files()).toEqual(['j']);
  });

  const five = gone.slice(0, 5);
  const pfetch = "pfetch --image -d out -o '{id}.png' --journal j";

  async function startWithCopies(site: PictureSite, order: readonly number[] = five) {
    const w = workdir();
    await w.sh(`${pfetch} --learn-placeholders 0`, { input: rowsFor(site, order) });
    expect(w.files()).toHaveLength(order.length + 1);
    return w;
  }

  test('copies that have rows and no correction are taken back before anything else', async () => {
    await using site = await startHost();
    const w = await startWithCopies(site);
    const asked = site.requests.length;
    const said = await w.sh(pfetch);
    expect(said.rows().map(({ retracts, removed }) => [retracts, removed])).toEqual(
      said.rows().map(({ url, id }) => [url, `out/${String(id)}.png`]),
    );
    expect(
      said
        .rows()
        .map(({ id }) => Number(id))
        .sort((a, b) => a - b),
    ).toEqual(five);
    expect([w.files(), site.requests.length]).toEqual([['j'], asked]);
    expect((await w.sh(pfetch)).stdout).toBe('');
  });

  test('a file that its correction names is removed, but not what somebody has put in its place', async () => {
    await using site = await startHost();
    const w = await startWithCopies(site);
    await w.sh(pfetch);
    const [first = 0, second = 0] = five;
    w.write(`out/${first}.png`, placeholder);
    w.write(`out/${second}.png`, 'my own');
    await w.sh(pfetch);
    expect(w.files()).toEqual(['j', `out/${second}.png`]);
  });

  test('a file that was changed since is corrected and stays', async () => {
    await using site = await startHost();
    const w = await startWithCopies(site);
    w.write(`out/${five[0] ?? 0}.png`, 'my own');
    const said = await w.sh(pfetch);
    expect(said.rows().find(({ id }) => id === five[0])).not.toHaveProperty('removed');
    expect(w.files()).toEqual(['j', `out/${five[0] ?? 0}.png`]);
  });

  test('a file without a row is judged when its turn comes', async () => {
    await using site = await startHost();
    const w = await startWithCopies(site, five.slice(0, 3));
    const stray = five[3] ?? 0;
    w.write(`out/${stray}.png`, placeholder);
    const asked = site.requests.length;
    const said = await w.sh(pfetch, { input: rowsFor(site, [stray]) });
    expect(said.rows().map(({ outcome }) => outcome)).toEqual([
      'rejected',
      'rejected',
      'rejected',
      'rejected',
    ]);
    expect([w.files(), site.requests.length]).toEqual([['j'], asked]);
  });

  test('a file without a row is remembered until its host is found out, and not for what others send', async () => {
    await using site = await startHost();
    const w = await startWithCopies(site, []);
    const [stray = 0, ...others] = gone.slice(0, 5);
    w.write(`out/${stray}.png`, placeholder);
    const first = await w.sh(pfetch, { input: rowsFor(site, [stray]) });
    expect(first.rows()).toMatchObject([
      { outcome: 'skipped', reason: 'exists', sha256: sha256Of(placeholder) },
    ]);
    await w.sh(pfetch, { input: rowsFor(site, others).replaceAll('127.0.0.1', 'localhost') });
    expect(w.files()).toEqual(['j', `out/${stray}.png`]);
    await w.sh(pfetch, { input: rowsFor(site, gone.slice(5, 8)) });
    expect(w.files()).toEqual(['j']);
  });

  test('a file that is older than the journal is not read', async () => {
    await using site = await startHost();
    const w = workdir();
    w.write(`out/${five[0] ?? 0}.png`, placeholder);
    const said = await w.sh(pfetch, { input: rowsFor(site, five.slice(0, 1)) });
    expect(said.rows()).toMatchObject([{ outcome: 'skipped', reason: 'exists' }]);
    expect(said.rows()[0]).not.toHaveProperty('sha256');
  });
});

test('a row that names its own checksum is what it says, in this run and the next', async () => {
  await using site = await startHost();
  const w = workdir();
  const rows = gone
    .slice(0, 6)
    .map((id) => ({ url: site.url(`/p/${id}`), id, sha256: sha256Of(placeholder) }));
  const input = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const pfetch = "pfetch --image -d out -o '{id}.png' --journal j";
  const said = await w.sh(pfetch, { input });
  expect(said.rows().map(({ outcome, verified }) => [outcome, verified])).toEqual(
    rows.map(() => ['fetched', ['sha256']]),
  );
  expect((await w.sh(pfetch)).stdout).toBe('');
  expect(w.files()).toHaveLength(7);
});

test('--learn-placeholders says how many; without --image nothing is learned', async () => {
  await using site = await startHost();
  const fetched = async (options: string) => {
    const said = await workdir().sh(`pfetch ${options}`, { input: rowsFor(site, gone.slice(0, 5)) });
    return said.rows().filter(({ ok }) => ok).length - said.rows().filter(({ retracts }) => retracts).length;
  };
  expect(await fetched('--image')).toBe(0);
  expect(await fetched('--image --learn-placeholders 6')).toBe(5);
  expect(await fetched('--image --learn-placeholders 0')).toBe(5);
  expect(await fetched('')).toBe(5);
  expect(await fetched('--learn-placeholders 5')).toBe(0);
});

test('the same bytes of different hosts, and one URL asked for often, are no placeholder', async () => {
  const hosts = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'];
  await using site = await startHost(hosts);
  const urls = hosts.map((host) => site.url(`/gone/${gone[0] ?? 0}`, host));
  const w = workdir();
  const input = [...urls, ...Array.from({ length: 9 }, () => urls[0])].join('\n');
  const said = await w.sh('pfetch --image -d out', { input });
  expect(said.rows().filter(({ ok }) => ok)).toHaveLength(14);
  expect(w.files()).toHaveLength(5);
});

test("a host that redirects to another's picture does not make it a placeholder", async () => {
  const [good, evil] = ['127.0.0.1', '127.0.0.2'];
  await using site = await startPictureSite(
    (path) =>
      path === '/pic.png'
        ? { body: placeholder }
        : { status: 302, headers: { location: site.url('/pic.png', good) } },
    [good, evil],
  );
  const w = workdir();
  const rows = [
    { url: site.url('/pic.png', good), id: 0 },
    ...[1, 2, 3, 4, 5].map((id) => ({ url: site.url(`/${id}`, evil), id })),
  ];
  const input = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const said = await w.sh("pfetch --image -d out -o '{id}.png' --journal j", { input });
  // What the redirecting host sends is learned for that host, and only its copies go.
  expect(
    said
      .rows()
      .filter(({ ok }) => !ok)
      .map(({ id }) => id),
  ).not.toContain(0);
  expect(w.files()).toEqual(['j', 'out/0.png']);
  const again = await w.sh("pfetch --image -d out -o '{id}.png' --journal j", { input });
  expect(again.rows().find(({ id }) => id === 0)).toMatchObject({ outcome: 'skipped', reason: 'journal' });
  expect(w.files()).toEqual(['j', 'out/0.png']);
});

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('a file that was here before the run is never taken back, whatever its bytes and whoever names it', async () => {
  await using site = await startPictureSite((path) => ({
    body: placeholder,
    headers: { 'content-disposition': `attachment; filename="${path.replace(/.*\//, '')}.png"` },
  }));
  const w = workdir();
  const mine = [5, 6].map((id) => `out/${id}.png`);
  for (const file of mine) w.write(file, placeholder);
  const input = [1, 2, 3, 4, 5, 6].map((id) => site.url(`/p/${id}`)).join('\n');
  await w.sh('sleep 0.1; pfetch -q --image -J -j 1 -d out -o {name}', { input });
  expect(w.files().filter((file) => file.startsWith('out/'))).toEqual(mine);
});
