import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

function urls(prefix: string, count: number): string {
  return Array.from({ length: count }, (_, n) => `${server.url(`/ok/${prefix}/${n}.bin`)}\n`).join('');
}

function requestsFor(prefix: string): number {
  return server.requests().filter(({ path }) => path.startsWith(`/ok/${prefix}/`)).length;
}

describe('--journal', () => {
  test('holds the result rows, byte for byte as on standard output', async () => {
    const w = workdir();
    const input = `${urls('rows', 3)}${server.url('/status?code=404&journal')}\n`;
    const { stdout } = await w.sh('pfetch --journal j', { input });
    expect(w.read('j')).toBe(stdout);
  });

  test('what failed is tried again', async () => {
    const w = workdir();
    const input = server.url('/status/j?code=503&times=1');
    await w.sh('pfetch --journal j --retry 0', { input });
    expect((await w.sh('pfetch --journal j', { input })).rows()).toMatchObject([{ outcome: 'fetched' }]);
    expect((await w.sh('pfetch --journal j', { input })).rows()).toMatchObject([{ reason: 'journal' }]);
  });

  test('a torn last line is dropped, and what is added stands on lines of its own', async () => {
    const w = workdir();
    await w.sh('pfetch --journal j', { input: urls('torn', 2) });
    w.write('j', w.read('j').slice(0, -30));
    const again = await w.sh('rm -r 127.*; pfetch --journal j', { input: urls('torn', 2) });
    expect(
      again
        .rows()
        .map(({ outcome }) => outcome)
        .sort(),
    ).toEqual(['fetched', 'skipped']);
    const lines = w.read('j').trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { ok: boolean }).ok)).toEqual([true, true]);
  });

  test.each(['kill -9', 'kill -TERM'])('a run ended by %s goes on where it was', async (kill) => {
    const w = workdir();
    const prefix = kill.replace(' ', '');
    const slow = server.url(`/ok/${prefix}/slow?ms=1500`);
    const running = w.start(`exec pfetch --journal j`, { keepsInputOpen: true });
    running.write(`${urls(prefix, 4)}${slow}\n`);
    await running.waitForLines(4);
    running.signal(kill.endsWith('9') ? 'SIGKILL' : 'SIGTERM');
    await w.finish(running);
    const before = requestsFor(prefix);
    const again = await w.sh('pfetch --journal j', { input: `${urls(prefix, 4)}${slow}\n` });
    expect(again.status).toBe(0);
    expect(again.rows().filter(({ reason }) => reason === 'journal').length).toBeGreaterThanOrEqual(4);
    expect(requestsFor(prefix) - before).toBeLessThanOrEqual(1);
    expect(w.files().filter((file) => file.includes('.part'))).toEqual([]);
  });

  test('a row that says more than the one before is another row', async () => {
    const w = workdir();
    const url = server.url('/ok/more');
    await w.sh("pfetch --journal j -o '{id}'", { input: `{"url":"${url}","id":1}` });
    const again = await w.sh("pfetch --journal j -o '{id}'", { input: `{"url":"${url}","id":2}` });
    expect(again.rows()).toMatchObject([{ outcome: 'fetched', path: '2' }]);
  });

  test('a journal that cannot be opened is wrong usage', async () => {
    const { status, stderr, stdout } = await workdir().sh('pfetch --journal no/such/folder/j', { input: '' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^pfetch: --journal "no\/such\/folder\/j": .*\n$/);
  });

  test('a journal that is no file is wrong usage', async () => {
    const { status, stderr } = await workdir().sh('ln -s /dev/full j; pfetch --journal j', { input: '' });
    expect([status, stderr]).toEqual([2, 'pfetch: --journal "j": must be a regular file\n']);
  });

  test('a journal that takes no more ends the run with 3', async (context) => {
    const w = workdir();
    const small = 'mkdir -p small && mount -t tmpfs -o size=4k tmpfs small';
    if ((await w.sh(`unshare -rm sh -c '${small}'`)).status !== 0) return context.skip('may not mount here');
    const input = urls('full', 60);
    const { status, stderr } = await w.sh(`unshare -rm sh -c '${small} && pfetch -d out --journal small/j'`, {
      input,
    });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^pfetch: journal "small\/j": .*no space left on device\n$/i);
  });

  test('the rows of a resumed run are those of an unbroken one: path, digest, type, sides, version', async () => {
    const w = workdir();
    const input = [
      `{"url":"${server.url('/gif/table/1')}","k":1}`,
      `{"url":"${server.url('/png/table/2')}","k":2,"sha256":null}`,
      `{"url":"${server.url('/redirect?to=/png/table/3')}","k":3}`,
      server.url('/ok/table/4'),
    ].join('\n');
    for (const options of ["-o '{k}.{ext}'", "-o '{sha256}'", '--image', '--dedupe skip']) {
      const command = `pfetch -d d ${options} --journal j`;
      const first = await w.sh(command, { input });
      const again = await w.sh(`rm -r d; ${command}`, { input });
      const known = first.rows().filter(({ ok }) => ok === true);
      expect(known.length).toBeGreaterThanOrEqual(3);
      const asked = again.rows().filter(({ reason }) => reason === 'journal');
      expect(table(asked)).toEqual(table(known));
      for (const row of asked) expect(row).toMatchObject({ ok: true, outcome: 'skipped', attempts: 0 });
      const dry = await w.sh(`${command} -n`, { input });
      expect(table(dry.rows().filter(({ reason }) => reason === 'journal'))).toEqual(table(known));
      const paths = known.flatMap(({ path }) => (typeof path === 'string' ? [path] : [])).sort();
      // What may be taken back is not printed as a path.
      const safe = options === '--image' ? '--learn-placeholders 0' : '';
      const printed = (await w.sh(`${command} ${safe} --plain | sort`, { input })).lines();
      expect(printed.filter((path) => paths.includes(path))).toEqual(paths);
      await w.sh('rm -rf d j');
    }
  });

  test('a journal in which an answer has been changed knows nothing of its row', async () => {
    const w = workdir();
    await w.sh('pfetch -o f --journal j', { input: server.url('/ok/changed-answer') });
    const changed = `{"url":"${server.url('/ok/another')}","ok":true,"outcome":"fetched","path":"f","attempts":1}\n`;
    const running = w.start('rm f; exec pfetch -o f --journal j', { keepsInputOpen: true });
    running.write(`${server.url('/ok/first-of-all')}\n`);
    await running.waitForLines(1);
    w.write('j', changed);
    running.write(`${server.url('/ok/changed-answer')}\n`);
    running.endInput();
    const said = await w.finish(running);
    expect(said.rows().map(({ reason }) => reason)).not.toContain('journal');
  });

  test('one of many rows is known row by row, with its index in TMPDIR', async () => {
    const w = workdir();
    const row = (n: number): string => `{"url":"http://127.0.0.1:9/${n}"`;
    const known = Array.from(
      { length: 700_000 },
      (_, n) => `${row(n)},"ok":${n % 10 !== 0},"outcome":"fetched","attempts":1}\n`,
    );
    w.write('j', known.join(''));
    const input = Array.from({ length: 20_000 }, (_, n) => `${row(35 * n)}}\n`).join('');
    const command = "pfetch -q -n --journal j | jq -r '.reason' | sort | uniq -c | awk '{print $1, $2}'";
    const { stdout } = await w.sh(`mkdir tmp; TMPDIR=$PWD/tmp ${command}; ls -A tmp`, { input });
    expect(stdout).toBe('10000 dry-run\n10000 journal\n');
    const nowhere = await w.sh('TMPDIR=$PWD/none pfetch -q --journal j', { input: '' });
    expect([nowhere.status, nowhere.stdout]).toEqual([3, '']);
    expect(nowhere.stderr).toMatch(
      /^pfetch: no room for the index of the journal in ".*\/none" \(TMPDIR\): .*\n$/,
    );
  });
});

/** Rows without what is true of one run only, in the order of their URLs. */
function table(rows: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const passing = ['ok', 'outcome', 'reason', 'attempts', 'elapsed_ms', 'waited_ms', 'at'];
  const lasting = rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !passing.includes(name))),
  );
  return lasting.sort((a, b) => String(a['url']).localeCompare(String(b['url'])));
}
