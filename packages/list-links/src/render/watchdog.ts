import { spawn } from 'node:child_process';

/** Sees to it that nothing of a browser outlives us. */
export type Watchdog = { release(): void };

/**
 * Starts a shell that waits for the end of a pipe that only we hold open. Whatever ends us, SIGKILL included, ends the
 * pipe; then the shell kills the browser's process group and removes its profile.
 */
export function startWatchdog(processGroup: number, profile: string): Watchdog {
  const script = 'cat >/dev/null; kill -KILL -- "-$1" 2>/dev/null; sleep 1; rm -rf -- "$2"';
  const child = spawn('/bin/sh', ['-c', script, 'sh', String(processGroup), profile], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Of a group of its own: what is sent to ours is not for it.
    detached: true,
  });
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  child.unref();
  return { release: () => child.stdin?.end() };
}
