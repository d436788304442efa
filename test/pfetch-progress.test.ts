import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type HostileServer, startHostileServer } from './support/hostile-server/hostile-server.js';
import { describeWith } from './support/parts.js';
import { openScreen } from './support/screen.js';
import { workdir } from './support/workdir.js';

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

/** The objects that --progress json has printed. */
function objects(stderr: string): Record<string, unknown>[] {
  const lines = stderr.trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('--progress json', () => {
  test('counts the bytes of a body under way, and tells by them how long it takes', async () => {
    const said = await workdir().sh('pfetch --limit-rate 500kB --progress json -o f', {
      input: server.url('/ok/flow?bytes=2000000'),
    });
    const underWay = objects(said.stderr).filter(({ ended }) => ended !== true);
    const some = expect.any(Number) as number;
    expect(underWay).toContainEqual(
      expect.objectContaining({ done: 0, total: 1, active: 1, active_length: 2_000_000, eta_s: some }),
    );
    const bytes = underWay.map((seen) => Number(seen['active_bytes']));
    expect(Math.max(...bytes)).toBeGreaterThan(100_000);
    expect(Math.max(...underWay.map((seen) => Number(seen['bytes_per_s'])))).toBeGreaterThan(100_000);
  });

  test.each([
    ['a short run', '/ok/short', { done: 1, failed: 0, bytes: 10_000 }],
    ['a run that failed', '/status?code=404', { done: 1, failed: 1 }],
  ])('%s ends with a closing line, and no other words', async (_, route, expected) => {
    const { stderr } = await workdir().sh('pfetch --progress json', { input: server.url(route) });
    expect(objects(stderr).at(-1)).toMatchObject({ ended: true, active: 0, ...expected });
    expect(objects(stderr).filter(({ ended }) => ended === true)).toHaveLength(1);
  });

  test('tells which host asks for a rest', async () => {
    const w = workdir();
    const running = w.start('exec pfetch --progress json', { keepsInputOpen: true });
    running.write(`${server.url('/retry-after-seconds/json?seconds=20')}\n`);
    await running.waitForMessage(/"rest":\{"hosts":1,"longest":"127\.0\.0\.1:\d+","for_ms":1\d{4}\}/);
    running.signal('SIGTERM');
    await w.finish(running);
  });
});

describeWith(['tmux'], 'the live line', () => {
  test('shows how far a large body is, at 40 columns too', async () => {
    const w = workdir();
    const screen = await openScreen(w, 40);
    w.write('list', server.url('/stall/live?bytes=4800000&after=2400000'));
    await screen.type("'pfetch -o f list > rows' Enter");
    await screen.waitFor(/^0\/1 done {2}1 active {2}2\.4\/4\.8 MB$/m);
  });

  test('says that a host asks for a rest, at 40 columns too', async () => {
    const w = workdir();
    const screen = await openScreen(w, 40);
    w.write('list', server.url('/retry-after-seconds/live?seconds=20'));
    await screen.type("'pfetch -o f list > rows' Enter");
    await screen.waitFor(/^127\.0\.0\.1:\d+ asks for \d+ s of rest$/m);
  });

  test('gives way to the prompt when Ctrl-C is typed twice', async () => {
    const w = workdir();
    const screen = await openScreen(w);
    w.write('list', server.url('/stall/twice?bytes=4800000&after=2400000'));
    await screen.type("'pfetch -o f list > rows' Enter");
    await screen.waitFor(/1 active/);
    await screen.type('C-c');
    await screen.waitFor(/^pfetch: finishing 1 download; Ctrl-C again stops now\n.*1 active/m);
    await screen.type('C-c');
    await screen.waitFor(/stops now\n\$$/);
  });

  test('leaves the prompt on a line of its own where rows stand on the same terminal', async () => {
    const w = workdir();
    const screen = await openScreen(w);
    w.write('list', server.url('/stall/rows?bytes=48000&after=24000'));
    await screen.type("'pfetch -o f list' Enter");
    await server.waitForRequests(1, '/stall/rows?bytes=48000&after=24000');
    await screen.type('C-c');
    await screen.waitFor(/^pfetch: finishing 1 download; Ctrl-C again stops now$/m);
    await screen.type('C-c');
    await screen.waitFor(/\^C\n\$$/);
  });
});
