import { spawn } from 'node:child_process';

/** Sees to it that nothing of a browser outlives us. */
export type Watchdog = {
  /** Names the process group that is to die with us. */
  watch(processGroup: number): void;
  /** Lets it do its work now. */
  release(): void;
};

// `-s KILL --`: dash takes the `--` of `kill -KILL --` for a process.
const script = `while read -r line; do group=$line; done
[ -z "$group" ] || kill -s KILL -- "-$group" 2>/dev/null
for pause in 0 1 3; do sleep $pause; rm -rf -- "$1" && break; done`;

/**
 * Starts a shell that reads a pipe which only we hold open. Whatever ends us, SIGKILL included, ends the pipe; then the
 * shell kills the browser's processes and removes its profile.
 */
export function startWatchdog(profile: string): Watchdog {
  const child = spawn('/bin/sh', ['-c', script, 'sh', profile], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Of a group of its own: what is sent to ours is not for it.
    detached: true,
  });
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  return {
    watch: (processGroup) => void child.stdin.write(`${processGroup}\n`),
    release: () => void child.stdin.end(),
  };
}
