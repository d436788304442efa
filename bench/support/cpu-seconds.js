import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a command line under bash and answers the CPU time of all its processes, in seconds. */
export async function cpuSeconds(command) {
  const shell = spawn('bash', ['-c', `TIMEFORMAT='%U %S'; time ${command}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  shell.stderr.on('data', (chunk) => (said += chunk));
  const [status] = await once(shell, 'close');
  const [, user, system] = /([\d.]+) ([\d.]+)\s*$/.exec(said) ?? [];
  if (status !== 0 || user === undefined) throw new Error(`${command} ended with ${status}: ${said}`);
  return Number(user) + Number(system);
}
