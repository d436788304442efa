import type { PickedClasses } from './choose/pick-classes.js';
import { toClassRow } from './report/class-row.js';
import type { PickTask } from './pick-task.js';

/** Writes a row for each class picked. */
export async function writeClasses(task: PickTask, picked: PickedClasses): Promise<void> {
  const { io, lexicon, source, writer } = task;
  const counts = new Map(source.classes.map((count) => [count.wnid, count]));
  for await (const { wnid } of picked) {
    if (io.signal.aborted) return;
    const count = counts.get(wnid);
    if (count !== undefined) await writer.write(toClassRow(count, lexicon));
  }
}
