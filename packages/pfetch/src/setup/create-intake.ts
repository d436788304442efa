import { existsSync, openSync } from 'node:fs';

import {
  compileTemplate,
  type DigestName,
  parseTemplate,
  UsageError,
  withoutResult,
} from '@fetchutils/plumbing';
import { compileHostList } from '@fetchutils/plumbing/http';

import type { PfetchOptions } from '../options/options.js';
import type { Contents } from '../memory/contents/contents.js';
import { createContents } from './create-contents.js';
import { DoneRows, type ReadAnswer } from '../memory/done/done-rows.js';
import { createPartOfHost } from '../row/part-of-host.js';
import { Intake } from '../run/intake.js';
import type { Stop } from '../run/stop.js';
import { Journal } from '../memory/journal.js';
import type { Naming } from '../naming/naming.js';
import { createNaming } from './create-naming.js';
import { compileNameTemplate } from '../naming/name-template.js';
import { nameOfUrl } from '../naming/url-name.js';
import type { Sink } from '../sinks/sink.js';
import { FileSink } from '../sinks/file-sink.js';
import { createQuotas } from './create-quotas.js';
import type { Quotas } from '../quota/quotas.js';
import { readRowAt } from '../memory/read-row-at.js';
import { replayRows, type TakeRow } from '../memory/replay-rows.js';

/** The intake of a run, from the options and the files that the command line names. */
export async function createIntake(
  options: PfetchOptions,
  files: readonly string[],
  stop: Stop,
): Promise<{
  intake: Intake;
  journal: Journal | undefined;
  naming: Naming;
  sink: Sink;
  quotas: Quotas | undefined;
  contents: Contents | undefined;
}> {
  if (options.refresh && options.overwrite)
    throw new UsageError('--refresh and --overwrite exclude each other');
  if (options.shard !== undefined && options.quota.length > 0)
    throw new UsageError(
      '--shard and --quota exclude each other: the places of a quota are counted by one run',
    );
  if (options.spread !== undefined && options.shard === undefined)
    throw new UsageError('--spread says how --shard divides the rows: name both');
  const dir = options.dir.replace(/(.)\/+$/, '$1') || '.';
  const sink = new FileSink({ dir, fsync: options.fsync });
  const naming = createNaming(dir, options, files, sink);
  const nameOf =
    options.output === undefined
      ? ({ url }: { url: URL }) => ({ key: nameOfUrl(url) })
      : compileNameTemplate(options.output);
  const done = new DoneRows();
  const contents = createContents(options, sink);
  const quotas = createQuotas(options.quota, options.quotaOf, contents?.takesBack === true);
  const journal = await openJournal(options, contents, naming.dir, stop, (row, text, reference) => {
    done.learn(row, text, reference);
    quotas?.replay(row, withoutResult(text, row).row);
    contents?.replay(row, reference);
  });
  for (const { row, text } of journal === undefined ? [] : (contents?.uncorrected(journal) ?? []))
    done.forget(row, text);
  done.seal(readerOf(options, journal));
  const mirror = options.mirror === undefined ? undefined : compileTemplate(parseTemplate(options.mirror));
  const intake = new Intake({
    sink,
    algorithms: [...new Set<DigestName>(['sha256', ...options.checksum])],
    nameOf,
    counted: [
      ...options.quota.map(({ field }) => field),
      ...(options.statsBy === undefined ? [] : [options.statsBy]),
    ],
    taken: naming.taken,
    recall: (text) => done.recall(text),
    mirrorOf: mirror,
    existing: options.refresh ? 'refresh' : options.overwrite ? 'overwrite' : 'skip',
    pathOf: naming.pathOf,
    isMine: options.shard && createPartOfHost(options.shard, compileHostList(options.spread ?? '')),
  });
  return { intake, journal, naming, sink, quotas, contents };
}

/** The journal that was asked for, which a dry run only reads; where contents are compared without one, one that ends with the run. */
async function openJournal(
  { journal, dryRun }: PfetchOptions,
  contents: Contents | undefined,
  dir: string,
  stop: Stop,
  take: TakeRow,
): Promise<Journal | undefined> {
  const onFailure = (error: unknown): void => stop.breakOff(error);
  if (journal === undefined) return contents === undefined ? undefined : Journal.openScratch(dir, onFailure);
  if (!dryRun) return Journal.open(journal, take, onFailure);
  if (existsSync(journal)) await replayRows(journal, take);
  return undefined;
}

/** Reads answers back; a dry run, which does not open the journal for writing, from the file. */
function readerOf({ journal: path, dryRun }: PfetchOptions, journal: Journal | undefined): ReadAnswer {
  if (journal !== undefined) return (reference) => journal.read(reference);
  if (path === undefined || !dryRun || !existsSync(path)) return () => undefined;
  const fd = openSync(path, 'r');
  return (reference) => readRowAt(fd, reference);
}
