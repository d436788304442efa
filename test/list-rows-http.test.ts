import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { describeWith } from './support/parts.js';
import { startNginx } from './support/nginx.js';
import { replyExactly } from './support/reply-exactly.js';
import { workdir } from './support/workdir.js';

const samples = fileURLToPath(new URL('samples/tables', import.meta.url));
const parquet = readFileSync(`${samples}/polars.parquet`);
/** Four ranges of a MiB, and what is behind them. */
const csv = Buffer.from(
  `url,text\n${Array.from({ length: 60_000 }, (_, n) => `https://h.example/${n},${'x'.repeat(50)}\n`).join('')}`,
);

let server: HostileServer;
/** How much the server got rid of where it gives more than was asked for. */
let sent = 0;
beforeAll(async () => {
  server = await startHostileServer({
    routes: {
      csv: (exchange) => replyExactly(exchange, csv, '"1"'),
      parquet: (exchange) => replyExactly(exchange, parquet, '"1"'),
      // From the third request on it is another version, of the same length.
      changing: (exchange) => replyExactly(exchange, csv, exchange.request.attempt > 2 ? '"2"' : '"1"'),
      'changing-weakly': (exchange) =>
        replyExactly(exchange, csv, exchange.request.attempt > 2 ? 'W/"2"' : 'W/"1"'),
      // Every second answer breaks off, every third is a 503.
      flaky: (exchange) => {
        const { attempt } = exchange.request;
        if (attempt % 3 === 0) return exchange.reply(503, { 'Retry-After': '0' }, 'busy');
        return replyExactly(exchange, csv, '"1"', attempt % 2 === 0 ? 1000 : undefined);
      },
      'whole-as-part': (exchange) =>
        exchange.reply(206, { ETag: '"1"', 'Content-Range': `bytes 0-${csv.length - 1}/${csv.length}` }, csv),
      // It says what was asked for, and does not end.
      'endless-part': async (exchange) => {
        const { range = '' } = exchange.request.headers;
        const said = range.replace('=', ' ');
        await exchange.head(206, {
          ETag: '"1"',
          'Content-Range': `${said}/900000000`,
          'Content-Length': '900000000',
        });
        for (; !exchange.isClientGone && sent < 900_000_000; sent += csv.length) await exchange.send(csv);
      },
      'other-part': (exchange) =>
        exchange.request.attempt === 1
          ? replyExactly(exchange, csv, '"1"')
          : exchange.reply(206, { ETag: '"1"', 'Content-Range': `bytes 5-9/${csv.length}` }, 'other'),
      'no-ranges': (exchange) => exchange.reply(200, {}, parquet),
    },
  });
});
afterAll(() => server.close());

describe('lists at addresses', () => {
  test('are read by ranges, each of the version that the first was of', async () => {
    const { stdout, stderr, status } = await workdir().sh(`list-rows --plain ${server.url('/csv')} | cksum`);
    expect([stderr, status]).toEqual(['', 0]);
    expect(stdout).toBe((await workdir().sh("seq -f 'https://h.example/%.0f' 0 59999 | cksum")).stdout);
    const [first, ...others] = server.requests('/csv').map(({ headers }) => headers);
    expect(first?.['range']).toBe('bytes=0-65535');
    expect(others.length).toBeGreaterThan(3);
    for (const headers of others) expect(headers['if-range']).toBe('"1"');
  });

  test('are gone on with where a range breaks off or the server is busy', async () => {
    const { stdout, stderr, status } = await workdir().sh(
      `list-rows --plain ${server.url('/flaky')} | wc -l`,
    );
    expect([stdout.trim(), stderr, status]).toEqual(['60000', '', 0]);
  });

  test.each(['changing', 'changing-weakly'])(
    'that change while they are read are an error: %s',
    async (route) => {
      const { stdout, stderr, status } = await workdir().sh(
        `list-rows ${server.url(`/${route}`)} > rows; s=$?; tail -n 1 rows; exit $s`,
      );
      expect([stderr, status]).toEqual([
        `list-rows: ${server.url(`/${route}`)}: it was changed while it was read\n`,
        1,
      ]);
      expect(stdout).toContain('"code":"changed"');
    },
  );

  test('may come whole under the name of a part', async () => {
    const { stdout, stderr, status } = await workdir().sh(
      `list-rows ${server.url('/whole-as-part')} | wc -l`,
    );
    expect([stdout.trim(), stderr, status]).toEqual(['60000', '', 0]);
    expect(server.requests('/whole-as-part')).toHaveLength(1);
  });

  test('are not held in memory where more comes than was asked for', async () => {
    const address = server.url('/endless-part');
    const { stderr, status } = await workdir().sh(`list-rows ${address} > rows`);
    expect([stderr, status]).toEqual([
      `list-rows: ${address}: more than the 65536 bytes came that were asked for\n`,
      1,
    ]);
    // What sockets hold between them.
    expect(sent).toBeLessThan(50_000_000);
  });

  test('are given up where another part comes', async () => {
    const { stderr, status } = await workdir().sh(`list-rows ${server.url('/other-part')} > rows`);
    expect(status).toBe(1);
    expect(stderr).toContain('asked for bytes 65536 to 1114111 its server gives bytes 5 to 9');
  });

  test('may be Parquet, with ranges or without', async () => {
    const w = workdir();
    const fromFile = await w.sh(`list-rows ${samples}/polars.parquet`);
    for (const route of ['/parquet', '/no-ranges'])
      expect((await w.sh(`list-rows ${server.url(route)}`)).stdout).toBe(fromFile.stdout);
  });

  test('that are not there are one line and an answer; passwords are not shown', async () => {
    const address = server.url('/status').replace('//', '//me:secret@');
    const { stdout, stderr, status } = await workdir().sh(`list-rows ${address}`);
    expect([stderr, status]).toEqual([`list-rows: ${server.url('/status')}: status 404 Scripted\n`, 1]);
    expect(stdout).toBe(
      `{"ok":false,"file":"${server.url('/status')}","error":{"kind":"input","code":"404","message":"status 404 Scripted","retryable":false}}\n`,
    );
  });

  test('s3:// says what is read', async () => {
    const { status, stderr } = await workdir().sh('list-rows s3://bucket/x.parquet');
    expect([status, stderr]).toEqual([
      2,
      'list-rows: "s3://bucket/x.parquet": s3:// is not read yet; http, https and files are\n',
    ]);
  });
});

describeWith(['nginx'], 'nginx', () => {
  test('gives what a list at an address needs, packed or not', async () => {
    const nginx = await startNginx();
    nginx.publish('/l.parquet', parquet);
    nginx.publish('/l.csv', csv);
    const w = workdir();
    expect((await w.sh(`list-rows ${nginx.url('/l.csv')} | wc -l`)).stdout.trim()).toBe('60000');
    expect((await w.sh(`list-rows ${nginx.url('/l.parquet')}`)).stdout).toBe(
      (await w.sh(`list-rows ${samples}/polars.parquet`)).stdout,
    );
    await nginx.stop();
  });
});
