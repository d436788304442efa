import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

import {
  codeOf,
  compileTemplate,
  type DigestName,
  parseTemplate,
  quote,
  reasonOf,
  UsageError,
  withoutResult,
} from '@fetchutils/plumbing';

import type { PfetchOptions } from '../options.js';
import type { Contents } from '../receive/contents/contents.js';
import { createContents } from '../receive/contents/create-contents.js';
import { DoneRows } from './done/done-rows.js';
import { Intake } from './intake.js';
import { Journal } from './journal.js';
import { compileNameTemplate, isUniqueByItself } from './name/name-template.js';
import { createPathOf } from './name/create-path-of.js';
import { TakenNames } from './name/taken-names.js';
import { nameOfUrl } from './name/url-name.js';
import { createQuotas } from './quota/create-quotas.js';
import type { Quotas } from './quota/quotas.js';
import { replayRows, type TakeRow } from './replay-rows.js';

/** Where files go and which names are given. */
export type Naming = {
  /** The output folder, without a slash at its end. */
  dir: string;
  /** False where it was empty at the start. */
  mayExist: boolean;
  taken: TakenNames | undefined;
  /** A name as the row tells it: from where pfetch was started. */
  pathOf(name: string): string;
};

/** The intake of a run, from the options. */
export async function createIntake(options: PfetchOptions): Promise<{
  intake: Intake;
  journal: Journal | undefined;
  naming: Naming;
  quotas: Quotas | undefined;
  contents: Contents | undefined;
}> {
  if (options.refresh && options.overwrite)
    throw new UsageError('--refresh and --overwrite exclude each other');
  const naming = createNaming(options);
  const nameOf =
    options.output === undefined
      ? ({ url }: { url: URL }) => ({ key: nameOfUrl(url) })
      : compileNameTemplate(options.output);
  const done = new DoneRows();
  const contents = createContents(options);
  const quotas = createQuotas(options.quota, options.quotaOf, contents?.takesBack === true);
  const journal = await openJournal(options, contents, naming.dir, (row, text, reference) => {
    done.learn(row, text);
    quotas?.replay(row, withoutResult(text, row).row);
    contents?.replay(row, reference);
  });
  done.seal();
  const mirror = options.mirror === undefined ? undefined : compileTemplate(parseTemplate(options.mirror));
  const intake = new Intake({
    dir: naming.dir,
    algorithms: [...new Set<DigestName>(['sha256', ...options.checksum])],
    nameOf,
    taken: naming.taken,
    isDone: (text) => done.has(text),
    mirrorOf: mirror,
    existing: options.refresh ? 'refresh' : options.overwrite ? 'overwrite' : 'skip',
    mayExist: naming.mayExist,
    pathOf: naming.pathOf,
  });
  return { intake, journal, naming, quotas, contents };
}

/** The journal that was asked for, which a dry run only reads; where contents are compared without one, one that ends with the run. */
async function openJournal(
  { journal, dryRun }: PfetchOptions,
  contents: Contents | undefined,
  dir: string,
  take: TakeRow,
): Promise<Journal | undefined> {
  if (journal === undefined) return contents === undefined ? undefined : Journal.openScratch(dir);
  if (!dryRun) return Journal.open(journal, take);
  if (existsSync(journal)) await replayRows(journal, take);
  return undefined;
}

function createNaming({ dir: given, output, remoteHeaderName }: PfetchOptions): Naming {
  const dir = given.replace(/(.)\/+$/, '$1') || '.';
  const mayExist = hasEntries(dir);
  const isUnique = !remoteHeaderName && (output === undefined || isUniqueByItself(output));
  const foldsCase = foldsCaseIn(dir);
  return {
    dir,
    mayExist,
    taken: isUnique && !foldsCase ? undefined : new TakenNames(foldsCase),
    pathOf: createPathOf(dir),
  };
}

function hasEntries(dir: string): boolean {
  try {
    return readdirSync(dir).length > 0;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw new UsageError(`--dir ${quote(dir)}: ${reasonOf(error)}`);
  }
}

/** True on a file system that takes `A` and `a` for one name: told from a folder on the way there, so that nothing is written. */
function foldsCaseIn(dir: string): boolean {
  for (let path = resolve(dir); path !== dirname(path); path = dirname(path)) {
    const name = basename(path);
    const swapped = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined || swapped === name) continue;
    return statSync(`${dirname(path)}/${swapped}`, { throwIfNoEntry: false })?.ino === stats.ino;
  }
  return false;
}
