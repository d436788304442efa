import { createRowWriter, exitStatus, type Io } from '@fetchutils/plumbing';

import { checkUsage } from './check-usage.js';
import { findCandidates } from './choose/find-candidates.js';
import { readClassFile } from './choose/read-class-file.js';
import type { Options } from './options.js';
import { writePick } from './write-pick.js';
import { writeStats } from './report/write-stats.js';
import { openSource } from './source/open-source.js';
import { loadLexicon } from './wordnet/load-lexicon.js';
import { withNames } from './wordnet/with-names.js';

/** Picks classes and writes their URLs, or the classes themselves, or how many there are. */
export async function imagenetPick(io: Io, options: Options, operands: readonly string[]): Promise<number> {
  checkUsage(options, operands);
  const writer = createRowWriter(io.stdout, options, options.list ? 'wnid' : 'url');
  const fromFile =
    options.classesFrom === undefined ? undefined : await readClassFile(io, options.classesFrom);
  const known = await loadLexicon(options, io.env);
  const named = splitLists(options.class);
  const source = await openSource(io, options, operands, [...named, ...(fromFile ?? [])]);
  try {
    const lexicon = withNames(known, source.classes);
    const rules = { named, fromFile, under: options.under, match: options.match };
    const candidates = findCandidates(source.classes, rules, lexicon, io.stderr);
    const isComplete = options.stats
      ? await writeStats(io, writer, candidates.classes)
      : await writePick({ io, options, source, lexicon, candidates, writer });
    await writer.flush();
    if (source.complaint !== undefined) io.stderr.say(source.complaint);
    return options.failuresOk || (isComplete && source.hasLosses?.() !== true)
      ? exitStatus.ok
      : exitStatus.someFailed;
  } finally {
    await source.close?.();
  }
}

function splitLists(lists: readonly string[]): string[] {
  return lists.flatMap((list) => list.split(',')).filter((name) => name.trim() !== '');
}
