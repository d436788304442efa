import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { startHostileServer } from './support/hostile-server/hostile-server.js';
import { type RangeServer, type RangeServerOptions, startRangeServer } from './support/range-server.js';
import { type Workdir, workdir } from './support/workdir.js';

const path = '/large.bin?bytes=12000000';
const slow = { bytesPerSecond: 3_000_000 };
const split = 'pfetch -o f --split 4 --split-min 1M';

describe('--split', () => {
  test('fetches one body over several connections, each for its part, and says what it is', async () => {
    await using server = await startRangeServer(slow);
    const { w, row } = await fetch(server);
    expect(row).toMatchObject({ ok: true, status: 200, bytes: 12_000_000, etag: '"1"' });
    expectWhole(w, server, row);
    expect([server.most > 1, server.ranges[0], row['attempts']]).toEqual([true, '-', server.ranges.length]);
    const conditions = server.requests.slice(1).map(({ headers }) => headers['if-range']);
    expect(conditions).toEqual(conditions.map(() => '"1"'));
    // What a connection sends beyond its part, before it is closed, is lost.
    expect(server.sent).toBeLessThan(16_000_000);
  });

  test('a part of it has one row, and one file in the summary and the progress', async () => {
    await using server = await startRangeServer(slow);
    const w = workdir();
    const said = await w.sh(`${split} --progress json --summary s`, { input: server.url(path) });
    expect(said.rows()).toHaveLength(1);
    expect(JSON.parse(w.read('s'))).toMatchObject({ rows: 1, ok: 1, bytes: 12_000_000 });
    const flows = said.stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, number>);
    expect(flows.at(-1)).toMatchObject({ done: 1 });
  });

  test('what a later request asks for is divided again, so that no connection is idle at the end', async () => {
    // The first is as slow as three, and its part would take three times as long.
    await using server = await startRangeServer({
      bytesPerSecond: 4_000_000,
      cutAfter: ({ nth }) => (nth === 2 ? 100_000 : undefined),
    });
    const { w, row } = await fetch(server);
    expectWhole(w, server, row);
    expect(Number(row['attempts'])).toBeGreaterThan(4);
  });
});

describe('a body that comes over one connection in spite of --split', () => {
  test.each<[string, string, RangeServerOptions]>([
    ['is shorter than --split-min', '--split-min 13M', {}],
    ['is shorter than what --split-min is where nobody says', '--split-min 20M', {}],
    ['has a weak ETag', '', { spoil: (head) => void (head['ETag'] = 'W/"1"') }],
    ['has no ETag', '', { spoil: (head) => void delete head['ETag'] }],
    ['says that there are no ranges', '', { spoil: (head) => void (head['Accept-Ranges'] = 'none') }],
    ['is asked for with --split 1', '--split 1', {}],
    ['may use one connection', '-j 1', {}],
    ['may use one connection of its host', '--per-host 1', {}],
    ['may start one request an hour', '--rate 1/h', {}],
  ])('%s', async (_, options, faults) => {
    await using server = await startRangeServer({ bytesPerSecond: 12_000_000, ...faults });
    const { w, row } = await fetch(server, options);
    expectWhole(w, server, row);
    expect(server.ranges).toEqual(['-']);
  });

  test('is packed', async () => {
    const server = await startHostileServer();
    const w = workdir();
    await w.sh('pfetch -o f --split 4 --split-min 1k', { input: server.url('/gzip?bytes=3000000') });
    expect([w.bytes('f').length, server.requests('/gzip?bytes=3000000').length]).toEqual([3_000_000, 1]);
    await server.close();
  });
});

describe('limits hold for each piece', () => {
  test.each([
    ['-j 3', 3],
    ['--per-host 2', 2],
  ])('%s: never more connections than that', async (options, most) => {
    await using server = await startRangeServer(slow);
    const { w, row } = await fetch(server, options);
    expectWhole(w, server, row);
    expect([server.most > 1, server.most <= most]).toEqual([true, true]);
  });

  test('whole files go before pieces of others', async () => {
    await using server = await startRangeServer(slow);
    const w = workdir();
    w.write('list', [1, 2, 3, 4].map((n) => `${server.url(`/${n}?bytes=4000000`)}\n`).join(''));
    const said = await w.sh('pfetch --split 4 --split-min 1M -j 4 -d out list');
    expect(said.rows()).toHaveLength(4);
    expect(server.ranges.slice(0, 4)).toEqual(['-', '-', '-', '-']);
    expect(server.most).toBeLessThanOrEqual(4);
  });

  test('a host that asks for a rest gets it: the first connection goes on alone', async () => {
    await using server = await startRangeServer({
      ...slow,
      spoil(head, { range }) {
        head['Retry-After'] = '300';
        return range === undefined ? undefined : 503;
      },
    });
    const { w, row } = await fetch(server);
    expectWhole(w, server, row);
    expect(server.ranges.filter((range) => range === '-')).toEqual(['-']);
    // Those that were on their way when the first was refused.
    expect(server.ranges.length).toBeLessThanOrEqual(4);
  });
});

describe('pieces that fail', () => {
  test('are fetched by others, from where they broke off', async () => {
    await using server = await startRangeServer({
      ...slow,
      cutAfter: ({ nth }) => (nth % 2 === 0 ? 700_000 : undefined),
    });
    const { w, row } = await fetch(server);
    expectWhole(w, server, row);
    expect(server.sent).toBeLessThan(16_000_000);
  });

  test('leave the file to the first connection where nobody else is served', async () => {
    await using server = await startRangeServer({
      ...slow,
      spoil: (_, { range }) => (range === undefined ? undefined : 403),
    });
    const { w, row } = await fetch(server);
    expectWhole(w, server, row);
    expect(row).toMatchObject({ status: 200 });
  });

  test('and the first connection too: the row says why, and the next run goes on from there', async () => {
    let isFixed = false;
    await using server = await startRangeServer({
      ...slow,
      spoil: (_, { nth }) => (nth > 1 && !isFixed ? 403 : undefined),
      cutAfter: ({ nth }) => (nth === 1 ? 3_000_000 : undefined),
    });
    const { w, row } = await fetch(server, '--retry 0');
    expect(row).toMatchObject({ ok: false, error: { kind: 'truncated', retryable: true } });
    expect(w.files()).toEqual(['f.part', 'f.part.json']);
    isFixed = true;
    const sentBefore = server.sent;
    const [again] = (await w.sh(split, { input: server.url(path) })).rows();
    expectWhole(w, server, again);
    expect(server.sent - sentBefore).toBeLessThan(12_000_000);
  });

  test('and its mirror is asked, with nothing of the first', async () => {
    await using server = await startRangeServer({
      ...slow,
      spoil: (_, { nth }) => (nth > 1 ? 403 : undefined),
      cutAfter: ({ nth }) => (nth === 1 ? 3_000_000 : undefined),
    });
    await using mirror = await startRangeServer({ ...slow, versionOf: () => 2 });
    const w = workdir();
    const input = JSON.stringify({ url: server.url(path), mirrors: [mirror.url(path)] });
    const [row] = (await w.sh(`${split} --retry 0`, { input })).rows();
    expect(row).toMatchObject({ ok: true });
    expect(w.bytes('f').equals(mirror.body(path, 2))).toBe(true);
    expect(w.files()).toEqual(['f']);
  });
});

describe('all pieces are of one version, or none is kept', () => {
  test.each<[string, RangeServerOptions]>([
    ['the file changes in the middle', { versionOf: ({ nth }) => (nth > 2 ? 2 : 1) }],
    [
      'a piece is of another version',
      { spoil: (head, { nth, range }) => void (nth > 2 && range !== undefined && (head['ETag'] = '"2"')) },
    ],
    [
      'a piece is not the one that was asked for',
      {
        spoil(head, { nth }) {
          const range = head['Content-Range'];
          if (nth === 3 && range !== undefined)
            head['Content-Range'] = range.replace(/ (\d+)/, (_, from) => ` ${Number(from) + 1}`);
        },
      },
    ],
    [
      'a piece is of a body of another length',
      {
        spoil(head, { nth }) {
          const range = head['Content-Range'];
          if (nth === 3 && range !== undefined) head['Content-Range'] = range.replace(/\/\d+/, '/12000001');
        },
      },
    ],
    [
      'a piece is packed',
      { spoil: (head, { nth }) => void (nth === 3 && (head['Content-Encoding'] = 'gzip')) },
    ],
  ])('%s', async (_, faults) => {
    await using server = await startRangeServer({ ...slow, ...faults });
    const { w, row } = await fetch(server);
    const version = faults.versionOf === undefined ? 1 : 2;
    expect(row).toMatchObject({ ok: true, status: 200, sha256: hashOf(server.body(path, version)) });
    expect([w.files(), w.bytes('f').equals(server.body(path, version))]).toEqual([['f'], true]);
    // Begun anew, and over one connection from then on.
    expect([server.ranges.at(0), server.ranges.at(-1)]).toEqual(['-', '-']);
  });

  test('a server that ignores ranges sends the whole over the first connection', async () => {
    await using server = await startRangeServer({ ...slow, ignoresRange: () => true });
    const { w, row } = await fetch(server);
    expectWhole(w, server, row);
    expect(server.ranges.filter((range) => range === '-')).toEqual(['-']);
  });

  test('and where that breaks off, the whole over another', async () => {
    await using server = await startRangeServer({
      ...slow,
      ignoresRange: () => true,
      cutAfter: ({ nth }) => (nth === 1 ? 5_000_000 : undefined),
    });
    const { w, row } = await fetch(server);
    expectWhole(w, server, row);
  });
});

describe('a body that is judged', () => {
  test.each([
    ['type', '--accept image/png', {}, { kind: 'type' }],
    ['length', '--max-filesize 11M', {}, { kind: 'size' }],
    ['digest', '', { sha256: '0'.repeat(64) }, { kind: 'checksum' }],
  ])('%s: is refused as a whole, and nothing of it stays', async (_, options, fields, error) => {
    await using server = await startRangeServer({ bytesPerSecond: 8_000_000 });
    const w = workdir();
    const input = JSON.stringify({ url: server.url(path), ...fields });
    const said = await w.sh(`${split} ${options}`, { input });
    expect(said.rows()).toMatchObject([{ ok: false, error }]);
    expect(w.files()).toEqual([]);
  });

  test('the digest that the row expects is compared with all of it', async () => {
    await using server = await startRangeServer(slow);
    const input = JSON.stringify({ url: server.url(path), sha256: hashOf(server.body(path)) });
    const said = await workdir().sh(split, { input });
    expect(said.rows()).toMatchObject([{ ok: true, verified: ['sha256'] }]);
  });
});

describe('after a redirect', () => {
  test('pieces are asked for where it led, with what may go there', async () => {
    await using server = await startRangeServer(slow);
    await using gate = await startRangeServer({
      spoil(head) {
        head['Location'] = server.url(path);
        return 302;
      },
    });
    const w = workdir();
    const rules = "-H 'X-Mine: 1' -H 'Authorization: Bearer secret'";
    const [row] = (await w.sh(`${split} ${rules}`, { input: gate.url('/gate') })).rows();
    expect(row).toMatchObject({ ok: true, final_url: server.url(path) });
    expect(w.bytes('f').equals(server.body(path))).toBe(true);
    expect(server.most).toBeGreaterThan(1);
    const asked = server.requests.map(({ headers }) => [headers['x-mine'], headers.authorization]);
    expect(asked).toEqual(asked.map(() => ['1', undefined]));
  });
});

async function fetch(
  server: RangeServer,
  options = '',
): Promise<{ w: Workdir; row: Record<string, unknown> }> {
  const w = workdir();
  const said = await w.sh(`${split} ${options}`, { input: server.url(path) });
  const [row = {}, ...others] = said.rows();
  expect(others).toEqual([]);
  return { w, row };
}

function expectWhole(w: Workdir, server: RangeServer, row: Record<string, unknown> | undefined): void {
  const body = server.body(path);
  expect(row).toMatchObject({ ok: true, outcome: 'fetched', bytes: body.length, sha256: hashOf(body) });
  expect([w.files(), w.bytes('f').equals(body)]).toEqual([['f'], true]);
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
