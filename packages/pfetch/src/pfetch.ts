import {
  createRowWriter,
  exitStatus,
  Interrupted,
  type InputRow,
  type Io,
  readInputs,
  ReaderGone,
  withSignal,
} from '@fetchutils/plumbing';

import { checkOutputs } from './setup/check-outputs.js';
import { Attempts } from './fetch/attempts.js';
import { createAttemptSetting } from './setup/create-attempt-setting.js';
import { createIntake } from './setup/create-intake.js';
import { namedFiles } from './setup/named-files.js';
import type { PfetchOptions } from './options/options.js';
import { Answers } from './run/answers.js';
import { countRows } from './report/count-rows.js';
import { startProgress } from './report/progress.js';
import { Tally } from './report/tally.js';
import { tellClosing } from './report/tell-closing.js';
import { tellStopping } from './report/tell-stopping.js';
import { writeSummary } from './report/write-summary.js';
import { Run } from './run/run.js';
import { Stop } from './run/stop.js';

/** Downloads the URL of every row; the answer is the exit status. */
export async function pfetch(io: Io, options: PfetchOptions, operands: string[]): Promise<number> {
  checkOutputs(options);
  const stop = new Stop(io.signal);
  const { intake, journal, naming, sink, quotas, contents } = await createIntake(
    options,
    namedFiles(options, operands),
    stop,
  );
  const { setting, close } = await createAttemptSetting(options, {
    env: io.env,
    naming,
    contents,
    sink,
    trace: (lines) => io.stderr.print(lines),
  });
  const tally = new Tally(options.statsBy);
  const answers = new Answers({
    writer: createRowWriter(io.stdout, options, 'path'),
    journal,
    tally,
    contents,
    quotas,
    stop,
  });
  const attempts = new Attempts(setting);
  const run = new Run({
    stderr: io.stderr,
    stop,
    options,
    setting,
    attempts,
    intake,
    quotas,
    answers,
    tally,
    contents,
  });
  if (journal !== undefined) contents?.begin(journal, (taken) => run.takeBack(taken));
  const rows = readInputs(withSignal(io, stop.closed), operands, {
    what: 'URLs',
    tool: 'pfetch',
    mayHaveNul: options.null,
  });

  tellStopping(io, () => run.active);
  const endProgress = startProgress(io.stderr, tally, {
    // Rows on the same terminal would be written into the live line, and show how it goes themselves.
    mode: options.progress === 'auto' && io.stdoutIsTerminal ? 'never' : options.progress,
    total: () => options.total ?? run.total,
    // What another part fetches is not to be waited for.
    countRows: () => (options.shard === undefined ? countRows(operands) : Promise.resolve(undefined)),
    active: () => run.active,
    flow: () => attempts.measureFlow(),
    rest: () => run.findRest(),
  });
  try {
    await feed(run, rows, stop.closed);
    await run.finish();
  } finally {
    endProgress();
    close();
  }
  const closing = { tally, quotas, hasReadAll: !stop.closed.aborted, cutShort: whyCutShort(stop, io.signal) };
  try {
    await answers.flush();
  } finally {
    journal?.close();
    if (options.summary !== undefined) writeSummary(options.summary, closing);
  }
  const hasFailed = answers.missing > 0 && !options.failuresOk;
  tellClosing(io, closing, options.progress, hasFailed);
  if (stop.failure !== undefined) throw stop.failure;
  return hasFailed || (quotas?.isShort === true && !options.failuresOk)
    ? exitStatus.someFailed
    : exitStatus.ok;
}

function whyCutShort({ failure }: Stop, { reason }: { reason?: unknown }): string | undefined {
  if (reason instanceof Interrupted) return `interrupted by ${reason.signal}`;
  if (reason instanceof ReaderGone) return 'the reader of standard output has gone';
  return (failure ?? (reason instanceof Error ? reason : undefined))?.message;
}

async function feed(run: Run, rows: AsyncGenerator<InputRow[]>, closed: AbortSignal): Promise<void> {
  for await (const batch of rows) {
    for (const row of batch) {
      if (closed.aborted) return;
      const wait = run.take(row);
      if (wait !== undefined) await wait;
    }
  }
}
