import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { RunningSites } from '../test/support/sites/start-sites.js';
import { paint } from './paint.js';

/** Where a scene plays: it shows commands and runs them as a person would type them. */
export class Stage {
  /** All files of the demo are below it, and all commands run in it. */
  readonly folder: string;
  readonly sites: RunningSites;
  /** True once a command ended otherwise than its scene expected. */
  hasFailed = false;
  readonly #env: Record<string, string | undefined>;
  readonly #running = new Set<ChildProcess>();

  constructor(folder: string, sites: RunningSites, environment: Record<string, string>) {
    this.folder = folder;
    this.sites = sites;
    this.#env = { ...process.env, XDG_CACHE_HOME: join(folder, '.demo/cache'), ...environment };
  }

  say(text: string): void {
    process.stdout.write(`${paint(text)}\n`);
  }

  write(name: string, content: string): void {
    writeFileSync(join(this.folder, name), content);
  }

  /** What makes pfetch show its line: nothing on a terminal. Elsewhere it is silent unless asked. */
  get progress(): string {
    return process.stderr.isTTY ? '' : ' --progress always';
  }

  /** Shows a command and runs it to its end; a status other than those expected is a fault of the demo. */
  async run(command: string, expected: readonly number[] = [0]): Promise<void> {
    const child = this.#start(command);
    const [status] = (await once(child, 'exit')) as [number | null];
    this.#running.delete(child);
    if (status !== null && expected.includes(status)) return;
    this.hasFailed = true;
    this.say(`! the command ended with status ${status}, expected was ${expected.join(' or ')}`);
  }

  /** Shows a command, starts it, and kills every process of it with SIGKILL as soon as `isTime`. */
  async runUntil(command: string, isTime: () => boolean): Promise<void> {
    const child = this.#start(command);
    const ended = once(child, 'exit');
    while (child.exitCode === null && !isTime()) await sleep(10);
    signalAll(child);
    await ended;
    this.#running.delete(child);
    if (process.stderr.isTTY) process.stderr.write('\n');
  }

  /** Kills what still runs. */
  endAll(): void {
    for (const child of this.#running) signalAll(child);
  }

  #start(command: string): ChildProcess {
    this.say(`\n  $ ${command.replaceAll('\n', '\n    ')}`);
    // A process group of its own, so that a pipeline is killed as a whole.
    const child = spawn('sh', ['-c', command], {
      cwd: this.folder,
      env: this.#env,
      // Where nobody looks on, one stream keeps what is said in order.
      stdio: ['ignore', 1, process.stderr.isTTY ? 2 : 1],
      detached: true,
    });
    this.#running.add(child);
    return child;
  }
}

function signalAll({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
