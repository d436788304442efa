import { spawnSync } from 'node:child_process';
import { arch, cpus, release, totalmem, type } from 'node:os';

const programs = {
  node: ['--version'],
  nginx: ['-v'],
  curl: ['--version'],
  wget: ['--version'],
  wget2: ['--version'],
  aria2c: ['--version'],
  parallel: ['--version'],
  dnsmasq: ['--version'],
  openssl: ['version'],
  cc: ['--version'],
};

/** What the figures were measured on: processor, cores, memory, system, and the versions of all programs; never its name. */
export function describeMachine() {
  const [{ model = 'unknown processor' } = {}, ...others] = cpus();
  return {
    processor: model.trim(),
    cores: others.length + 1,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${type()} ${release()} ${arch()}`,
    versions: Object.fromEntries(
      Object.entries(programs).map(([name, words]) => [name, versionOf(name, words)]),
    ),
  };
}

function versionOf(program, words) {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  const { error, stdout, stderr } = spawnSync(program, words, { env, encoding: 'utf8' });
  if (error !== undefined) return 'not installed';
  return /\d+(\.\d+)+|\b\d{8}\b/.exec(`${stdout}${stderr}`)?.[0] ?? 'unknown';
}
