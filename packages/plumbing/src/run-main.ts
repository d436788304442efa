import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';

import type { Command } from './command.js';
import { codeOf, Interrupted } from './failures.js';
import type { Io } from './io.js';
import { createMessages } from './messages.js';
import type { OptionTable } from './option-table.js';
import { createOutput } from './output.js';
import { runCommand } from './run-command.js';

/** Runs a tool as the process: the only place that touches `process`. */
export async function runMain<Table extends OptionTable>(command: Command<Table>): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // The second signal means now: what is on disk is safe at any moment, so nothing is left to do.
      if (stop.signal.aborted) process.exit({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }[signal]);
      stop.abort(new Interrupted(signal));
    });
  }
  const status = await runCommand(command, process.argv.slice(2), openIo(command.name, stop));
  // Everything has been flushed; what is still open (keep-alive sockets, a stdin nobody ends) must not hold the exit.
  process.exit(status);
}

function openIo(tool: string, stop: AbortController): Io {
  const isTerminal = isatty(2);
  return {
    get stdin() {
      return process.stdin;
    },
    get stdinIsTerminal() {
      return isatty(0);
    },
    stdout: createOutput(
      () => process.stdout,
      (error) => stop.abort(error),
    ),
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

/** Writes at once, so that no message is lost at exit; a reader of stderr that has gone is nobody to tell. */
function writeToStderr(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0, tries = 0; at < bytes.length && tries < 100;) {
    try {
      at += writeSync(2, bytes, at);
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') return;
      // A non-blocking pipe that is full: give its reader a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      tries += 1;
    }
  }
}
