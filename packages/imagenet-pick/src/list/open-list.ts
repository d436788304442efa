import { type FileHandle, realpath } from 'node:fs/promises';

import {
  type Io,
  openInputs,
  quote,
  refuseForeign,
  spoolNameless,
  StopRun,
  UsageError,
} from '@fetchutils/plumbing';

import { identifyFile } from './cache/identify-file.js';
import { type ListCache, openListCache } from './cache/list-cache.js';
import { closeOnFailure } from './close-on-failure.js';
import { indexList } from './index-list.js';
import { openRegularFile } from './open-regular-file.js';
import type { ListIndex, ScanWatcher } from './scan-list.js';
import { isPacked, unpack } from './unpack.js';

/** A URL list that can be read anywhere, and what stands where in it. */
export type OpenedList = { file: FileHandle; index: ListIndex };

export type OpenListOptions = { useCache: boolean; watch: ScanWatcher };

type Opening = { io: Io; name: string; file: FileHandle; cache: ListCache | undefined; watch: ScanWatcher };

/** Opens a list, plain or packed, a file, a pipe or standard input ("-"), and finds or makes its index. */
export async function openList(
  io: Io,
  name: string,
  { useCache, watch }: OpenListOptions,
): Promise<OpenedList> {
  const file = name === '-' ? undefined : await openRegularFile(name);
  if (file === undefined) return openStream(io, name, watch);
  const opened = await closeOnFailure(file, async () => {
    const cache = useCache ? await openListCache(io, await realpath(name)) : undefined;
    return openUnchanged({ io, name, file, cache, watch });
  });
  if (opened.file !== file) await file.close();
  return closeOnFailure(opened.file, () => {
    // An index that was kept may know of odd lines too.
    watch(1, opened.index.odd);
    return opened;
  });
}

/** What is kept under an identity is never found again after a change, as no change of a file takes its ctime back. */
async function openUnchanged(opening: Opening): Promise<OpenedList> {
  const { file, name } = opening;
  const head = Buffer.alloc(512);
  await file.read(head, 0, head.length, 0);
  refuseForeign(head, quote(name), 'imagenet-pick');
  const identity = await identifyFile(file);
  const opened = isPacked(head) ? await openPacked(opening, identity) : await openPlain(opening, identity);
  if ((await identifyFile(file)) === identity) return opened;
  if (opened.file !== file) await opened.file.close();
  throw new StopRun(`${quote(name)} was changed while it was read`);
}

/** What can be read once only is copied first. */
async function openStream(io: Io, name: string, watch: ScanWatcher): Promise<OpenedList> {
  const [input] = openInputs(io, [name], 'a URL list');
  if (input === undefined) throw new UsageError('no URL list');
  const label = name === '-' ? 'standard input' : quote(name);
  const text = await spoolNameless(unpack(input.chunks, label), io.signal);
  return closeOnFailure(text, async () => ({ file: text, index: await indexList(text, watch) }));
}

async function openPlain({ file, cache, watch }: Opening, identity: string): Promise<OpenedList> {
  const known = await cache?.findIndex(identity);
  if (known !== undefined) return { file, index: known };
  const index = await indexList(file, watch);
  await cache?.keepIndex(identity, index);
  return { file, index };
}

/** The text of a packed list is a list of its own, kept beside the index and checked as any list is. */
async function openPacked(opening: Opening, identity: string): Promise<OpenedList> {
  const { io, name, file, cache, watch } = opening;
  const kept = await cache?.openText();
  if (kept !== undefined) {
    const index = await cache?.findIndex(`${identity} ${await identifyFile(kept)}`);
    if (index !== undefined) return { file: kept, index };
    await kept.close();
  }
  const chunks = unpack(file.createReadStream({ start: 0, autoClose: false }), quote(name));
  const text = await (cache?.keepText(chunks) ?? spoolNameless(chunks, io.signal));
  return closeOnFailure(text, async () =>
    openPlain({ io, name, file: text, cache, watch }, `${identity} ${await identifyFile(text)}`),
  );
}
