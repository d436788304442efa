import { commonOptions } from './common-options.js';
import type { Command } from './command.js';
import { exitStatus } from './exit-status.js';
import { Interrupted, ReaderGone, StopRun, UsageError } from './failures.js';
import type { Io } from './io.js';
import type { OptionTable, OptionValues } from './option-table.js';
import { parseArguments } from './parse-arguments.js';
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
    return interruptedStatus(io.signal) ?? status;
  } catch (error) {
    return statusOfFailure(error, io);
  }
}

async function runParsed<Table extends OptionTable>(
  command: Command<Table>,
  argv: readonly string[],
  io: Io,
) {
  const { options: all, operands } = parseArguments({ ...command.options, ...commonOptions }, argv);
  const common: OptionValues<typeof commonOptions> = all;
  const page = await pageAsked(command, common, io);
  if (page !== undefined) {
    await io.stdout.write(page);
    return exitStatus.ok;
  }
  return command.run(common.quiet ? silence(io) : io, all, operands);
}

async function pageAsked(command: Command, asked: OptionValues<typeof commonOptions>, io: Io) {
  if (asked.version) return `${command.name} (fetchutils) ${version}\n`;
  if (!asked.help && !asked.man && asked.completion === undefined) return undefined;
  // Loaded when asked for: these pages are text that no other run needs.
  const pages = await import('./pages/index.js');
  if (asked.help)
    return pages.helpPage(command, io.stderr.isTerminal ? Math.min(100, io.stderr.columns()) : 80);
  return asked.man ? pages.manPage(command) : pages.completionScript(command, asked.completion ?? 'bash');
}

function silence(io: Io): Io {
  return {
    ...io,
    stderr: { ...io.stderr, say: () => undefined, print: () => undefined, status: () => undefined },
  };
}

function interruptedStatus(signal: AbortSignal): number | undefined {
  const reason: unknown = signal.aborted ? signal.reason : undefined;
  if (reason instanceof ReaderGone) return exitStatus.ok;
  if (!(reason instanceof Interrupted)) return undefined;
  return { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[reason.signal];
}

function statusOfFailure(error: unknown, io: Io): number {
  if (error instanceof ReaderGone) return exitStatus.ok;
  io.stderr.status('');
  if (error instanceof UsageError) {
    io.stderr.say(error.message);
    return exitStatus.usage;
  }
  // A tool may give up by throwing the reason it was stopped for.
  if (error instanceof Interrupted) return interruptedStatus(io.signal) ?? exitStatus.stopped;
  if (error instanceof StopRun) io.stderr.say(error.message);
  else
    io.stderr.say('internal error', error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitStatus.stopped;
}
