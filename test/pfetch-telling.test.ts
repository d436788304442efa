import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { findFreePort } from './support/free-port.js';
import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { describeWith } from './support/parts.js';
import { workdir } from './support/workdir.js';

type Summary = {
  rows: number;
  ok: number;
  failed: number;
  outcomes: Record<string, number>;
  cut_short: string | null;
  deadest_hosts: { failures: number }[];
};

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

/** Four rows: two fine, one 404, one that no host answers. */
async function mixed(): Promise<string> {
  const dead = `http://127.0.0.1:${await findFreePort()}/x`;
  return [
    server.url('/ok/a?bytes=1000'),
    server.url('/ok/b?bytes=500'),
    server.url('/status?code=404'),
    dead,
  ].join('\n');
}

describe('--summary', () => {
  test('has attempts, successes and bytes apart, failures by kind, the slowest and the deadest hosts', async () => {
    const w = workdir();
    await w.sh('pfetch --retry 0 --summary s.json', { input: await mixed() });
    expect(JSON.parse(w.read('s.json'))).toMatchObject({
      rows: 4,
      ok: 2,
      failed: 2,
      outcomes: { fetched: 2, failed: 2 },
      errors: { http: 1, connect: 1 },
      attempts: 4,
      bytes: 1500,
      cut_short: null,
      elapsed_ms: expect.any(Number) as number,
      slowest_hosts: [{ host: expect.any(String) as string, attempts: expect.any(Number) as number }, {}],
      deadest_hosts: [{ failures: 1 }, { failures: 1 }],
    });
  });

  test('that cannot be written is wrong usage, told before any request', async () => {
    const w = workdir();
    const said = await w.sh('pfetch --summary no/where', { input: server.url('/ok/summary') });
    expect([said.status, said.rows().length]).toEqual([2, 0]);
    expect(said.stderr).toMatch(/^pfetch: --summary "no\/where": .*\n$/);
  });

  test('is there after an interrupted run too', async () => {
    const w = workdir();
    const running = w.start('exec pfetch --summary s.json', { keepsInputOpen: true });
    running.write(`${server.url('/ok/interrupted')}\n`);
    await running.waitForLines(1);
    running.signal('SIGINT');
    await w.finish(running);
    expect(JSON.parse(w.read('s.json'))).toMatchObject({
      rows: 1,
      ok: 1,
      cut_short: 'interrupted by SIGINT',
    });
  });

  test.each([
    ['--max-failures 1', 'stopped after 1 failure (--max-failures)'],
    ['--max-failures 1 -q', 'stopped after 1 failure (--max-failures)'],
    ['| head -n 1', 'the reader of standard output has gone'],
  ])('says that %s cut the run short; rows that were cancelled are not failed', async (more, why) => {
    const w = workdir();
    const urls = Array.from({ length: 20 }, (_, n) => server.url(`/status/${n}?code=404`));
    const script = `pfetch -j 1 --summary s.json ${more}`;
    await w.sh(script, { input: urls.join('\n') });
    const { rows, ok, failed, outcomes, cut_short, deadest_hosts } = JSON.parse(w.read('s.json')) as Summary;
    expect([cut_short, ok, rows]).toEqual([why, 0, failed + (outcomes['cancelled'] ?? 0)]);
    expect(deadest_hosts[0]?.failures).toBe(failed);
  });
});

describe('standard error', () => {
  test('says nothing where it is no terminal and all went well', async () => {
    const said = await workdir().sh('pfetch', { input: server.url('/ok/fine') });
    expect([said.stderr, said.status]).toEqual(['', 0]);
  });

  test('has the summary where rows failed, unless --quiet or where failures are ok', async () => {
    const input = await mixed();
    const said = await workdir().sh('pfetch --retry 0', { input });
    expect(said.stderr).toMatch(/^pfetch: 4 rows: 2 fetched, 2 failed\n( {2}.*\n)+$/);
    for (const options of ['--quiet', '--failures-ok']) {
      const { stderr } = await workdir().sh(`pfetch --retry 0 ${options}`, { input });
      expect([options, stderr]).toEqual([options, '']);
    }
  });

  test('--progress never says nothing, -q neither', async () => {
    for (const options of ['--progress never', '-q --progress always']) {
      const { stderr } = await workdir().sh(`pfetch ${options}`, { input: server.url('/ok/quiet?ms=1300') });
      expect([options, stderr]).toEqual([options, '']);
    }
  });

  test('-q still tells why a run cannot go on', async () => {
    const { stderr, status } = await workdir().sh('pfetch -q --max-failures 1', { input: 'x\n' });
    expect([status, stderr]).toEqual([3, 'pfetch: stopped after 1 failure (--max-failures)\n']);
  });

  test('--progress always prints lines, and a summary at the end', async () => {
    const input = `${server.url('/ok/quick?bytes=1500')}\n${server.url('/ok/always?ms=2300')}\n`;
    const { stderr } = await workdir().sh('pfetch --progress always --total 2', { input });
    expect(stderr).toMatch(/^1\/2 done {2}1 active {2}[\d.]+ k?B\/s/m);
    expect(stderr).toMatch(/^pfetch: 2 rows: 2 fetched\n {2}2 attempts, 2 fetched, 12 kB in .*files\/s/m);
  });

  test('--progress json prints one object a line', async () => {
    const input = `${server.url('/ok/quick-json')}\n${server.url('/ok/json?ms=2300')}\n`;
    const { stderr } = await workdir().sh('pfetch --progress json --total 5', { input });
    const lines = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const last = lines.at(-2) ?? {};
    expect(last).toMatchObject({ done: 1, total: 5, failed: 0, active: 1, attempts: 1, bytes: 10_000 });
    expect(Object.keys(last)).toEqual(
      expect.arrayContaining(['files_per_s', 'bytes_per_s', 'eta_s', 'elapsed_ms']),
    );
  });

  test('with a file operand the number of rows is known, and so is the ETA', async () => {
    const w = workdir();
    w.write('list', [0, 1, 2, 3, 4].map((id) => `${server.url(`/ok/eta${id}?ms=700`)}\n`).join(''));
    const { stderr } = await w.sh('pfetch -j 1 --progress json list > rows');
    const seen = stderr
      .split('\n')
      .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as unknown] : []));
    expect(seen).toContainEqual(expect.objectContaining({ total: 5, eta_s: expect.any(Number) as number }));
  });

  test('the summary names what failed and where', async () => {
    const { stderr } = await workdir().sh('pfetch --retry 0 --progress always', { input: await mixed() });
    expect(stderr).toMatch(/^pfetch: 4 rows: (2 fetched, 2 failed|2 failed, 2 fetched)$/m);
    expect(stderr).toMatch(
      /not ok:\s+1 connect, as in: cannot connect .*: connection refused\s+1 http, as in: status 404/m,
    );
    expect(stderr).toMatch(/most failures:\s+127\.0\.0\.1:\d+ \(1 row, \d attempts?\)/m);
  });
});

describeWith(['script'], 'on a terminal', () => {
  test('one live line, cleared at the end, then the summary', async () => {
    const w = workdir();
    w.write('list', `${server.url('/ok/tty?ms=900')}\n${server.url('/ok/tty2')}\n`);
    const { stdout } = await w.sh("script -qec 'pfetch list > rows' /dev/null");
    expect(stdout).toMatch(/\d done {2}1 active/);
    expect(stdout).toMatch(/pfetch: 2 rows: 2 fetched/);
    expect(w.read('rows').trimEnd().split('\n')).toHaveLength(2);
  });
});
