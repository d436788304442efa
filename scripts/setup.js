// Makes a checkout ready to run: dependencies as locked, binaries built. Safe to call every time.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
if (!isInstalled()) {
  // --ignore-scripts: nothing here needs an install script, and none should run on a user's machine.
  const ours = ['--include=dev', '--ignore-scripts'];
  execFileSync('npm', ['ci', ...ours, '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 2] });
}
const { build } = await import('./build.js');
await build();

/** True where node_modules holds every package at the version the lock file names. */
function isInstalled() {
  if (!existsSync('node_modules/.package-lock.json')) return false;
  const locked = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const present = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8')).packages;
  return Object.entries(locked).every(
    ([path, wanted]) =>
      path === '' ||
      wanted.optional ||
      wanted.link ||
      present[path]?.version === wanted.version ||
      path.startsWith('packages/'),
  );
}
