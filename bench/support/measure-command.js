import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs a command to its end, or to its limit in seconds, with files for stdin and stdout. Answers wall and CPU seconds
 * (user and system, of the whole tree of processes), the peak memory of its largest process, and how it ended.
 */
export async function measureCommand([program, ...words], { folder, input, output, limit = 300, env = {} }) {
  const figures = join(folder, 'time.txt');
  const stdin = openSync(input ?? '/dev/null', 'r');
  const stdout = openSync(output ?? '/dev/null', 'w');
  const stderr = openSync(join(folder, 'stderr.txt'), 'w');
  // GNU time reports wait4's figures, which hold every descendant that was waited for: xargs and parallel wait for theirs.
  const timed = ['-o', figures, '-f', '%U %S %M', 'timeout', '-k', '10', String(limit), program, ...words];
  const start = performance.now();
  const status = await new Promise((resolve, reject) => {
    const child = spawn('/usr/bin/time', timed, {
      cwd: folder,
      // Certificates that a machine adds for all are read at every start: not what is measured.
      env: { ...process.env, SSL_CERT_FILE: undefined, NODE_EXTRA_CA_CERTS: undefined, ...env },
      stdio: [stdin, stdout, stderr],
    });
    child.on('error', reject);
    child.on('close', resolve);
  });
  const seconds = (performance.now() - start) / 1000;
  for (const descriptor of [stdin, stdout, stderr]) closeSync(descriptor);
  const [user, system, kilobytes] = readFileSync(figures, 'utf8')
    .trim()
    .split('\n')
    .at(-1)
    .split(' ')
    .map(Number);
  rmSync(figures);
  return {
    seconds,
    cpuSeconds: user + system,
    peakMb: kilobytes / 1000,
    status,
    isCut: status === 124 || status === 137,
  };
}
