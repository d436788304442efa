import { pickByCounts, pickClasses, startTally } from './choose/pick-classes.js';
import type { PickTask } from './pick-task.js';
import { planPick } from './plan-pick.js';
import { explainDuplicates, explainShortage } from './report/explain-pick.js';
import { writeClasses } from './write-classes.js';
import { writeInListOrder, writeInterleaved } from './write-urls.js';

/** Picks classes, writes their URLs or themselves, and says what is missing of what was asked for; true where nothing is. */
export async function writePick(task: PickTask): Promise<boolean> {
  const { io, options, source, candidates } = task;
  const plan = planPick(options, candidates.classes);
  if (plan.drawnSeed !== undefined)
    io.stderr.say(`seed ${plan.drawnSeed}; --seed ${plan.drawnSeed} picks the same again`);
  const tally = startTally();
  const picked =
    source.readUrls && plan.rules.minUrls > 0
      ? pickClasses(plan.candidates, source.readUrls, plan.rules, tally)
      : pickByCounts(plan.candidates, plan.rules, tally);
  if (options.list) await writeClasses(task, picked);
  else if (options.order === 'list') await writeInListOrder(task, picked);
  else await writeInterleaved(task, picked);

  const duplicates = explainDuplicates(tally);
  if (duplicates !== undefined && !options.list) io.stderr.say(duplicates);
  const { classes, minUrls } = plan.rules;
  const isNamed = options.class.length > 0 || options.classesFrom !== undefined;
  const isEmpty = source.classes.length === 0;
  const request = { classes, minUrls, isNamed, isEmpty, missing: candidates.missing };
  const shortages = explainShortage(request, tally);
  for (const shortage of shortages) io.stderr.say(shortage);
  return shortages.length === 0;
}
