import { constants } from 'node:os';

import { execa } from 'execa';

import { Transcript } from './transcript.js';

export type CommandOptions = {
  /** Standard input; none is an empty one. */
  input?: string | Buffer;
  env?: Record<string, string>;
  /** Leave standard input open for write() and end(). */
  keepsInputOpen?: boolean;
  shell?: 'sh' | 'bash';
  /** Stop a command that hangs before the test runner does, so that it leaves a transcript. */
  patienceMs?: number;
};

/** A command line under way: what it has said so far, its standard input, and the signals it is sent. */
export class RunningCommand {
  readonly command: string;
  readonly #cwd: string;
  readonly #child: ReturnType<typeof startShell>;
  readonly #deadline: NodeJS.Timeout;
  #stdout = '';
  #stderr = '';
  #news: () => void = () => undefined;

  constructor(command: string, cwd: string, env: Record<string, string>, options: CommandOptions) {
    this.command = command;
    this.#cwd = cwd;
    this.#child = startShell(options.shell ?? 'sh', command, cwd, { ...env, ...options.env });
    if (!options.keepsInputOpen) this.#child.stdin.end(options.input ?? '');
    // A command that does not read its input is no failure of the test.
    this.#child.stdin.on('error', () => undefined);
    this.#child.stdout.on('data', (chunk: Buffer) => this.#hear(() => (this.#stdout += chunk.toString())));
    this.#child.stderr.on('data', (chunk: Buffer) => this.#hear(() => (this.#stderr += chunk.toString())));
    this.#deadline = setTimeout(() => this.signalAll('SIGKILL'), options.patienceMs ?? 50_000);
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error(`could not start: ${this.command}`);
    return this.#child.pid;
  }

  write(text: string): void {
    this.#child.stdin.write(text);
  }

  endInput(): void {
    this.#child.stdin.end();
  }

  /** Signals the shell, or the tool in its place where the command begins with `exec`. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** Signals every process of the pipeline. */
  signalAll(name: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, name);
    } catch {
      // It has ended.
    }
  }

  /** Resolves when standard output has that many lines. */
  async waitForLines(count: number): Promise<string[]> {
    return (await this.#until(() => linesOf(this.#stdout).length >= count), linesOf(this.#stdout));
  }

  /** Resolves when standard error says so. */
  waitForMessage(pattern: RegExp): Promise<void> {
    return this.#until(() => pattern.test(this.#stderr));
  }

  /** Waits for the end. */
  async result(): Promise<Transcript> {
    const { exitCode, signal, stdout, stderr } = await this.#child;
    clearTimeout(this.#deadline);
    const status = exitCode ?? 128 + (signal === undefined ? 0 : constants.signals[signal]);
    return new Transcript({ command: this.command, cwd: this.#cwd, status, signal, stdout, stderr });
  }

  async #until(isSo: () => boolean): Promise<void> {
    const ended = this.#child.then(() => true);
    while (!isSo()) {
      const hasEnded = await Promise.race([ended, new Promise<void>((heard) => (this.#news = heard))]);
      if (hasEnded && !isSo()) throw new Error(`ended too early\n${(await this.result()).toString()}`);
    }
  }

  #hear(take: () => void): void {
    take();
    this.#news();
  }
}

function startShell(shell: string, command: string, cwd: string, env: Record<string, string>) {
  // detached: a process group of its own, so that a pipeline ends as a whole.
  return execa(shell, ['-c', command], {
    cwd,
    env,
    extendEnv: false,
    reject: false,
    stripFinalNewline: false,
    detached: true,
  });
}

function linesOf(text: string): string[] {
  return text.split('\n').slice(0, -1);
}
