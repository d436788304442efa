/** What one command line did, as a terminal would show it. */
export class Transcript {
  readonly command: string;
  readonly cwd: string;
  /** The exit status as a shell has it: 128 + n after signal n. */
  readonly status: number;
  /** The signal that killed it, where one did. */
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;

  constructor(parts: Pick<Transcript, 'command' | 'cwd' | 'status' | 'signal' | 'stdout' | 'stderr'>) {
    this.command = parts.command;
    this.cwd = parts.cwd;
    this.status = parts.status;
    this.signal = parts.signal;
    this.stdout = parts.stdout;
    this.stderr = parts.stderr;
  }

  /** Standard output in lines, without their ends. */
  lines(): string[] {
    return this.stdout === '' ? [] : this.stdout.replace(/\n$/, '').split('\n');
  }

  /** Standard output as rows. */
  rows(): Record<string, unknown>[] {
    return this.lines().map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Everything, for the eyes of whoever has to find out what went wrong. */
  toString(): string {
    const { cwd, command, status, stdout, stderr } = this;
    return `cwd: ${cwd}\n$ ${command}\nstatus: ${status}\nstdout:\n${cut(stdout)}\nstderr:\n${cut(stderr)}\n`;
  }
}

function cut(text: string): string {
  return text.length <= 4000 ? text : `${text.slice(0, 4000)}\n... ${text.length - 4000} characters more`;
}
