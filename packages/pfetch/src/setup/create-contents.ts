import { UsageError } from '@fetchutils/plumbing';

import type { PfetchOptions } from '../options/options.js';
import type { Sink } from '../sinks/sink.js';
import { isPictureRun } from './is-picture-run.js';
import { Learning } from '../memory/learned/learning.js';
import { Contents } from '../memory/contents/contents.js';
import { Dedupe } from '../memory/contents/dedupe.js';

/** What compares contents, from the options; undefined, at no cost, where nothing asks for that. */
export function createContents(options: PfetchOptions, sink: Sink): Contents | undefined {
  const { learnPlaceholders, dedupe, dryRun, sha256 } = options;
  const threshold = learnPlaceholders ?? (isPictureRun(options) ? usualThreshold : 0);
  if (dryRun || (threshold === 0 && dedupe === 'keep')) return undefined;
  if (!sha256 && dedupe !== 'keep')
    throw new UsageError(`--dedupe ${dedupe} compares by sha256; leave out --no-sha256`);
  if (!sha256) {
    throw new UsageError(
      'placeholders are learned by sha256; leave out --no-sha256, or say --learn-placeholders 0',
    );
  }
  if (threshold > 0 && options.plain) {
    throw new UsageError(
      '--plain prints paths of files that may yet be taken back as placeholders; say --learn-placeholders 0, or read the rows',
    );
  }
  return new Contents(
    threshold === 0 ? undefined : new Learning(threshold, sink),
    dedupe === 'keep' ? undefined : new Dedupe(dedupe, sink),
  );
}

const usualThreshold = 4;
