import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { onTestFailed, onTestFinished } from 'vitest';

import { type CommandOptions, RunningCommand } from './running-command.js';
import { mainOf, tools } from './tools.js';
import type { Transcript } from './transcript.js';

/** A folder of one test's own, with the built tools on the PATH of every command that runs in it. */
export class Workdir {
  /** Where commands run and where files are named from. */
  readonly path: string;
  readonly transcripts: Transcript[] = [];
  readonly #root: string;
  readonly #running = new Set<RunningCommand>();

  constructor() {
    this.#root = mkdtempSync(join(tmpdir(), 'fetchutils-'));
    this.path = join(this.#root, 'work');
    for (const folder of ['work', 'bin', 'home']) mkdirSync(join(this.#root, folder));
    for (const { name } of tools) symlinkSync(mainOf(name), join(this.#root, 'bin', name));
  }

  /** Runs a command line to its end, under sh unless bash is asked for. */
  async sh(command: string, options: CommandOptions = {}): Promise<Transcript> {
    return this.finish(this.start(command, options));
  }

  /** Starts a command line that the test will feed, watch or signal. */
  start(command: string, options: CommandOptions = {}): RunningCommand {
    const running = new RunningCommand(command, this.path, this.#environment(), options);
    this.#running.add(running);
    return running;
  }

  /** Waits for the end of a command and keeps its transcript. */
  async finish(running: RunningCommand): Promise<Transcript> {
    const transcript = await running.result();
    this.#running.delete(running);
    this.transcripts.push(transcript);
    return transcript;
  }

  /** Writes a file, with its folders; returns its full path. */
  write(name: string, content: string | Uint8Array, mode?: number): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    if (mode !== undefined) chmodSync(path, mode);
    return path;
  }

  read(name: string): string {
    return this.bytes(name).toString();
  }

  bytes(name: string): Buffer {
    return readFileSync(join(this.path, name));
  }

  /** The relative paths of all that is no folder, sorted by code unit. */
  files(): string[] {
    const entries = readdirSync(this.path, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name));
    return paths.map((path) => path.slice(this.path.length + 1)).sort();
  }

  /** Ends what still runs and removes everything. */
  remove(): void {
    for (const running of this.#running) running.signalAll('SIGKILL');
    rmSync(this.#root, { recursive: true, force: true });
  }

  /** Little and fixed, so that a developer's own proxies, colours and locale decide nothing. */
  #environment(): Record<string, string> {
    const folders = [
      join(this.#root, 'bin'),
      process.env['TEST_NODE'] ?? dirname(process.execPath),
      process.env['PATH'] ?? '',
      '/usr/sbin',
      '/sbin',
    ];
    return { PATH: folders.join(delimiter), HOME: join(this.#root, 'home'), LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  }
}

/** A fresh work folder; a test that fails shows every command it ran there, and the folder goes when the test ends. */
export function workdir(): Workdir {
  const made = new Workdir();
  onTestFailed(() => {
    for (const transcript of made.transcripts) process.stderr.write(`${transcript.toString()}\n`);
  });
  onTestFinished(() => made.remove());
  return made;
}
