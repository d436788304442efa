import { setMaxListeners } from 'node:events';
import { createReadStream, fstatSync } from 'node:fs';
import type { Writable } from 'node:stream';

import type { Command } from './command.js';
import { signalStatus } from './exit-status.js';
import { Interrupted } from './failures.js';
import type { Io } from './io.js';
import { late } from './late-modules.js';
import { createMessages } from './messages.js';
import type { OptionTable } from './option-table.js';
import { createOutput, outputFailure } from './output.js';
import { runCommand } from './run-command.js';
import { statusOfFailure } from './status-of-failure.js';
import { createFileStream, writeFully } from './write-fully.js';

/** Runs a tool as the process: the only place that touches `process`. */
export async function runMain<Table extends OptionTable>(command: Command<Table>): Promise<void> {
  const stop = new AbortController();
  // Every request under way listens; Node warns of a leak from the eleventh on.
  setMaxListeners(0, stop.signal);
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // The second signal means now: what is on disk is safe at any moment, so nothing is left to do.
      if (stop.signal.aborted) {
        if (signal === 'SIGINT') io.stderr.breakLine();
        else io.stderr.status('');
        process.exit(signalStatus[signal]);
      }
      stop.abort(new Interrupted(signal));
    });
  }
  // Node would open its debugger, to which any local user may connect.
  process.on('SIGUSR1', () => undefined);
  const io = openIo(command.name, stop);
  process.on('uncaughtException', (error) => process.exit(statusOfFailure(error, io)));
  const status = await runCommand(command, process.argv.slice(2), io);
  // Everything has been flushed; what is still open (keep-alive sockets, a stdin nobody ends) must not hold the exit.
  process.exit(status);
}

function openIo(tool: string, stop: AbortController): Io {
  const isTerminal = isOnTerminal(2);
  return {
    get stdin() {
      // Node's own stdin takes a folder for an empty file.
      return fstatSync(0).isDirectory() ? createReadStream('', { fd: 0 }) : process.stdin;
    },
    get stdinIsTerminal() {
      return isOnTerminal(0);
    },
    stdout: createOutput(openStdout, (error) => stop.abort(error)),
    printPage(text) {
      try {
        writeFully(1, Buffer.from(text));
      } catch (error) {
        throw outputFailure(error);
      }
    },
    get stdoutIsTerminal() {
      return isOnTerminal(1);
    },
    stderr: createMessages({
      tool,
      write: writeToStderr,
      isTerminal,
      hasColours: isTerminal && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
      columns: () => (isTerminal ? process.stderr.columns || 80 : 80),
    }),
    env: process.env,
    signal: stop.signal,
  };
}

function isOnTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice() && late.tty.isatty(fd);
  } catch {
    // It is closed.
    return false;
  }
}

/** Whatever the reader of stdout is, it gets every byte. */
function openStdout(): Writable {
  const kind = fstatSync(1);
  return kind.isFIFO() || kind.isSocket() || isOnTerminal(1) ? process.stdout : createFileStream(1);
}

/** Writes at once, so that no message is lost at exit; a reader of stderr that has gone is nobody to tell. */
function writeToStderr(text: string): void {
  try {
    writeFully(2, Buffer.from(text));
  } catch {
    // Nowhere to say it.
  }
}
