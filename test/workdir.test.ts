import { expect, test } from 'vitest';

import { workdir } from './support/workdir.js';

test('runs a pipeline in its folder and says how it went', async () => {
  const w = workdir();
  w.write('in/list.txt', 'b\na\n');
  const sorted = await w.sh('sort in/list.txt | tee sorted.txt; echo done >&2; exit 3');
  expect(sorted.lines()).toEqual(['a', 'b']);
  expect([sorted.status, sorted.stderr]).toEqual([3, 'done\n']);
  expect(w.files()).toEqual(['in/list.txt', 'sorted.txt']);
  expect(sorted.toString()).toBe(
    `cwd: ${w.path}\n$ ${sorted.command}\nstatus: 3\nstdout:\na\nb\n\nstderr:\ndone\n\n`,
  );
});

test('feeds, watches and signals a command', async () => {
  const w = workdir();
  const running = w.start('exec cat', { keepsInputOpen: true });
  running.write('{"n":1}\n');
  expect(await running.waitForLines(1)).toEqual(['{"n":1}']);
  running.signal('SIGTERM');
  const { status } = await w.finish(running);
  expect(status).toBe(143);
});

test('ends a pipeline that hangs', async () => {
  const w = workdir();
  const { status } = await w.sh('sleep 1000 | cat', { patienceMs: 100 });
  expect(status).toBe(137);
});

test('says so where a command ends before the line that is waited for', async () => {
  const w = workdir();
  const running = w.start('echo one; echo broken >&2');
  await expect(running.waitForLines(2)).rejects.toThrow('broken');
  await w.finish(running);
});
