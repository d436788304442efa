import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FetchError } from '@fetchutils/plumbing/http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { FileSink } from './file-sink.js';
import type { Committed } from './sink.js';

describe('a body that gets its name', () => {
  let dir: string;
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'part-file-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  /** Writes a body, commits it, and objects once the call has returned. */
  async function commit(fsync: boolean, objection: FetchError | undefined): Promise<Committed> {
    const body = new FileSink({ dir, fsync }).open('folder/name');
    body.write(Buffer.from('bytes'));
    const said: FetchError[] = [];
    const problem = new Promise<Committed>((resolve) =>
      body.commit(
        { name: 'folder/name', modifiedMs: undefined, replaces: false, objection: () => said[0] },
        resolve,
      ),
    );
    if (objection !== undefined) said.push(objection);
    const found = await problem;
    if (found instanceof FetchError) body.discard();
    return found;
  }

  test.each([false, true])('has it, whole (--fsync: %s)', async (fsync) => {
    expect(await commit(fsync, undefined)).toBe('saved');
    expect(readFileSync(join(dir, 'folder/name'), 'utf8')).toBe('bytes');
  });

  test('does not have it where something came to speak against it while the disk was waited for', async () => {
    const full = new FetchError('policy', 'quota-full', 'files that were here fill its class');
    expect(await commit(true, full)).toBe(full);
    expect([existsSync(join(dir, 'folder/name')), existsSync(join(dir, 'folder/name.part'))]).toEqual([
      false,
      false,
    ]);
  });
});
