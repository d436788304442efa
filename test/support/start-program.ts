import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import { findProgram } from './parts.js';

/** A server program under test control. */
export type RunningProgram = {
  /** What it has written to stdout and stderr so far. */
  output: () => string;
  stop: () => Promise<void>;
};

/** Starts a server and returns once `isReady` says so; a program that ends before fails with its own words. */
export async function startProgram(
  name: string,
  args: readonly string[],
  isReady: (output: string) => boolean | Promise<boolean>,
): Promise<RunningProgram> {
  const child: ChildProcess = spawn(findProgram(name) ?? name, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  while (!(await isReady(output))) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}: ${output}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
  };
  return { output: () => output, stop };
}
