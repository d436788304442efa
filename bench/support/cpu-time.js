import { execFileSync } from 'node:child_process';

/** The CPU seconds, user and system, that a shell command takes with all its children. */
export function cpuSeconds(command) {
  const said = execFileSync('sh', ['-c', `{ ${command}; } >/dev/null 2>&1; times`], { encoding: 'utf8' });
  // The second line tells of the children: 0m1.234000s 0m0.120000s
  const [, children = ''] = said.trim().split('\n');
  return children.split(' ').reduce((sum, time) => sum + seconds(time), 0);
}

function seconds(time) {
  const [, minutes = '0', rest = '0'] = /^(\d+)m([\d.]+)s$/.exec(time) ?? [];
  return Number(minutes) * 60 + Number(rest);
}
