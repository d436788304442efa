import { writeFileSync } from 'node:fs';

import {
  createRowWriter,
  exitStatus,
  Interrupted,
  type InputRow,
  type Io,
  quote,
  readInputs,
  withSignal,
  reasonOf,
  StopRun,
} from '@fetchutils/plumbing';

import { Attempts } from './fetch/attempts.js';
import { createAttemptSetting } from './fetch/create-attempt-setting.js';
import { createIntake } from './intake/create-intake.js';
import type { PfetchOptions } from './options.js';
import { Answers } from './report/answers.js';
import { countRows } from './report/count-rows.js';
import { startProgress } from './report/progress.js';
import { checkSummaryPath } from './report/check-summary-path.js';
import { shortMessage } from './report/quota-table.js';
import { summaryJson, summaryLines } from './report/summary.js';
import { Tally } from './report/tally.js';
import { Run } from './run.js';

/** Downloads the URL of every row; the answer is the exit status. */
export async function pfetch(io: Io, options: PfetchOptions, operands: string[]): Promise<number> {
  if (options.summary !== undefined) checkSummaryPath(options.summary);
  const { intake, journal, naming, quotas, contents } = await createIntake(options);
  const { setting, close } = await createAttemptSetting(options, { env: io.env, naming, contents });
  const tally = new Tally(options.statsBy);
  const answers = new Answers({
    writer: createRowWriter(io.stdout, options, 'path'),
    journal,
    tally,
  });
  const attempts = new Attempts(setting);
  const run = new Run({ io, options, setting, attempts, intake, quotas, answers, tally, contents });
  journal?.onFailure((error) => run.stopEarly(error));
  if (journal !== undefined) contents?.begin(journal, (taken) => run.takeBack(taken));
  const rows = readInputs(withSignal(io, run.signal), operands, 'URLs');

  const endProgress = startProgress(io.stderr, tally, {
    // Rows on the same terminal would be written into the live line, and show how it goes themselves.
    mode: options.progress === 'auto' && io.stdoutIsTerminal ? 'never' : options.progress,
    total: options.total ?? (() => countRows(operands)),
    active: () => run.active,
  });
  try {
    await feed(run, rows);
    await run.finish();
  } finally {
    endProgress();
    close();
  }
  await answers.flush();
  journal?.close();
  const closing = { tally, quotas, hasReadAll: run.hasReadAll };
  if (options.summary !== undefined) writeSummary(options.summary, summaryJson(closing));
  if (io.stderr.isTerminal || options.progress === 'always') io.stderr.print(summaryLines(closing));
  else if (run.hasReadAll && quotas?.isShort === true) io.stderr.say(...shortMessage(quotas));
  if (io.stderr.isTerminal && io.signal.reason instanceof Interrupted)
    io.stderr.print(['  interrupted; the same command goes on from here']);
  if (run.failure !== undefined) throw run.failure;
  return (run.missing > 0 || quotas?.isShort === true) && !options.failuresOk
    ? exitStatus.someFailed
    : exitStatus.ok;
}

async function feed(run: Run, rows: AsyncGenerator<InputRow[]>): Promise<void> {
  for await (const batch of rows) {
    for (const row of batch) {
      if (run.signal.aborted) return;
      const wait = run.take(row);
      if (wait !== undefined) await wait;
    }
  }
}

function writeSummary(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new StopRun(`--summary ${quote(path)}: ${reasonOf(error)}`);
  }
}
