import type { Io, RowWriter } from '@fetchutils/plumbing';

import type { ClassCount } from '../wordnet/class-count.js';
import { countHistogram } from './count-histogram.js';
import { drawHistogram } from './draw-histogram.js';

/** Writes the histogram of URLs a class, and draws it where a person looks on; false where there is nothing to count. */
export async function writeStats(
  io: Io,
  writer: RowWriter,
  classes: readonly ClassCount[],
): Promise<boolean> {
  const bins = countHistogram(classes);
  for (const bin of bins) await writer.write(bin);
  await writer.flush();
  if (io.stderr.isTerminal) io.stderr.print(drawHistogram(bins, io.stderr.columns()));
  if (bins.length === 0) io.stderr.say('no class to count');
  return bins.length > 0;
}
