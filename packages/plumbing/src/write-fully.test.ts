import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

import { build } from 'esbuild';
import { expect, it } from 'vitest';

import { createFileStream, writeFully } from './write-fully.js';

const folder = mkdtempSync(join(tmpdir(), 'write-fully-'));

it('writes all bytes in order', async () => {
  const path = join(folder, 'file');
  const fd = openSync(path, 'w');
  writeFully(fd, Buffer.from('one '));
  const stream = createFileStream(fd);
  stream.write('two ');
  stream.write(Buffer.from('three'));
  await finished(stream.end());
  closeSync(fd);
  expect(readFileSync(path, 'utf8')).toBe('one two three');
});

it('writes text of any length, each piece before the next takes its memory', async () => {
  const path = join(folder, 'text');
  const stream = createFileStream(openSync(path, 'w'));
  const pieces = [
    'é€😀',
    'x'.repeat(87_000),
    '€'.repeat(87_381),
    '€'.repeat(87_382),
    'é'.repeat(300_000),
    'end',
  ];
  for (const piece of pieces) stream.write(piece);
  await finished(stream.end());
  expect(readFileSync(path, 'utf8')).toBe(pieces.join(''));
});

it('tells the stream of an error', async () => {
  const stream = createFileStream(openSync('/dev/full', 'w'));
  stream.write('row');
  await expect(finished(stream)).rejects.toMatchObject({ code: 'ENOSPC' });
});

it('goes on after a short write, where node itself would lose the rest without a word', async () => {
  // A limit on the size of files makes the system write a part, as a disk does that is just filling up.
  const script = join(folder, 'script.mjs');
  await build({
    stdin: {
      contents: `import { createFileStream } from './write-fully.js';
        const stream = process.argv[2] === 'ours' ? createFileStream(1) : process.stdout;
        stream.on('error', (error) => { console.error(error.code); process.exitCode = 3; });
        stream.write('x'.repeat(5000));`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
  });
  const run = (whose: string) =>
    spawnSync(
      'bash',
      ['-c', `ulimit -f 2; exec "${process.execPath}" "${script}" ${whose} > "${folder}/out"`],
      {
        encoding: 'utf8',
      },
    );
  expect(run('nodes')).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(`${folder}/out`)).toHaveLength(2048);
  expect(run('ours')).toMatchObject({ status: 3, stderr: 'EFBIG\n' });
});
