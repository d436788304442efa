import { commonOptions } from './common-options.js';
import type { Command } from './command.js';
import { exitStatus } from './exit-status.js';
import { silence } from './derive-io.js';
import type { Io } from './io.js';
import type { OptionTable, OptionValues } from './option-table.js';
import { completionScript, helpPage, manPage } from './pages/index.js';
import { parseArguments } from './parse-arguments.js';
import { statusOfFailure } from './status-of-failure.js';
import { version } from './version.js';

/** Runs a tool on a command line and its streams; the answer is the exit status. */
export async function runCommand<Table extends OptionTable>(
  command: Command<Table>,
  argv: readonly string[],
  io: Io,
): Promise<number> {
  try {
    const status = await runParsed(command, argv, io);
    await io.stdout.flush();
    return io.signal.aborted ? statusOfFailure(io.signal.reason, io) : status;
  } catch (error) {
    // What was written before the failure is still the reader's; if that cannot be written either, this says why first.
    const failure = await io.stdout.flush().then(
      () => error,
      (unwritable: unknown) => unwritable,
    );
    return statusOfFailure(failure, io);
  }
}

async function runParsed<Table extends OptionTable>(
  command: Command<Table>,
  argv: readonly string[],
  io: Io,
) {
  const { options: all, operands } = parseArguments(
    { ...command.options, ...commonOptions },
    argv,
    command.translateFlag,
  );
  const common: OptionValues<typeof commonOptions> = all;
  const page = pageAsked(command, common, io);
  if (page !== undefined) {
    io.printPage(page);
    return exitStatus.ok;
  }
  return command.run(common.quiet ? silence(io) : io, all, operands);
}

function pageAsked(command: Command, asked: OptionValues<typeof commonOptions>, io: Io): string | undefined {
  if (asked.version) return `${command.name} (fetchutils) ${version}\n`;
  if (asked.help) return helpPage(command, io.stderr.isTerminal ? Math.min(100, io.stderr.columns()) : 80);
  if (asked.man) return manPage(command);
  return asked.completion === undefined ? undefined : completionScript(command, asked.completion);
}
