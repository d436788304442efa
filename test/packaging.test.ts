import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, test } from 'vitest';

import { version } from '../packages/plumbing/src/version.js';
import { tools } from './support/tools.js';

type Manifest = {
  version: string;
  bin?: Record<string, string>;
  man?: string[];
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

const root = fileURLToPath(new URL('..', import.meta.url));
const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
const names = tools.map(({ name }) => name);

const scratch = mkdtempSync(join(tmpdir(), 'packaging-'));
afterAll(() => rmSync(scratch, { recursive: true }));

function npm(...args: string[]): string {
  // The scripts build, and to build here would pull the binaries from under the tests that run beside this one.
  const options = ['--ignore-scripts', '--offline', '--no-audit', '--no-fund', '--loglevel=silent'];
  return execFileSync('npm', [...args, ...options], { cwd: root, encoding: 'utf8' });
}

/** Packs a workspace, or all of them in one, and installs the tarball under a prefix of its own. */
function install(name: string, ...workspace: string[]): string {
  const prefix = join(scratch, name);
  const [tarball = ''] = npm('pack', '--pack-destination', scratch, ...workspace)
    .trim()
    .split('\n')
    .slice(-1);
  // An empty cache: what the tarball does not hold is not to be had.
  npm('install', '--global', '--cache', join(scratch, 'cache'), '--prefix', prefix, join(scratch, tarball));
  return prefix;
}

function expectToWork(prefix: string, expected: readonly string[]): void {
  expect(readdirSync(join(prefix, 'bin')).sort()).toEqual([...expected].sort());
  for (const name of expected) {
    const run = (option: string) => {
      const { status, stdout, stderr } = spawnSync(join(prefix, 'bin', name), [option], { encoding: 'utf8' });
      expect([stderr, status]).toEqual(['', 0]);
      return stdout;
    };
    expect(run('--version')).toBe(`${name} (fetchutils) ${version}\n`);
    expect(run('--help')).toMatch(`Usage: ${name} `);
    expect(readFileSync(join(prefix, 'share/man/man1', `${name}.1`), 'utf8')).toBe(run('--man'));
  }
}

/** What a tool says where a package that it may do without is missing. */
function refusal(prefix: string, name: string, ...options: string[]): string {
  const input = 'http://127.0.0.1:1/\n';
  const env = { ...process.env, NODE_PATH: '' };
  const { status, stdout, stderr } = spawnSync(join(prefix, 'bin', name), options, {
    encoding: 'utf8',
    input,
    env,
  });
  expect([stdout, status === 0]).toEqual(['', false]);
  return stderr;
}

describe('one package gives every tool and its man page', () => {
  test('packed and installed offline, without any other package', () => {
    const prefix = install('suite');
    expectToWork(prefix, names);
    const files = readdirSync(join(prefix, 'lib/node_modules/fetchutils'), { recursive: true }).map(String);
    expect(files.filter((file) => /\.ts$|(^|\/)(test|bench|scripts|node_modules)\//.test(file))).toEqual([]);
    expect(files).toContain('LICENSE');
    expect(refusal(prefix, 'list-links', '--render', '--browser', '/bin/true')).toMatch(
      /^list-links: --render needs the npm package playwright-core, which is not installed$/m,
    );
    expect(refusal(prefix, 'pfetch', '--decode')).toMatch(/^pfetch: --decode needs the package sharp, /m);
  });

  test('installed from a fresh checkout that was built', () => {
    const checkout = join(scratch, 'checkout');
    const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
    for (const file of tracked.filter((each) => each !== ''))
      cpSync(join(root, file), join(checkout, file), { errorOnExist: true });
    // In place of the `npm ci` for which the script would need a network.
    symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
    execFileSync('npm', ['run', 'build'], { cwd: checkout, stdio: 'ignore' });
    const prefix = join(scratch, 'linked');
    execFileSync('npm', ['install', '--global', '--offline', '--ignore-scripts', '--prefix', prefix, '.'], {
      cwd: checkout,
      stdio: 'ignore',
    });
    expectToWork(prefix, names);
  });
});

describe.each(names)('%s', (name) => {
  test('is a package of its own', () => {
    expectToWork(install(name, '--workspace', `@fetchutils/${name}`), [name]);
  });

  test('is in the package of all', () => {
    const [suite, own] = [manifestOf('.'), manifestOf(`packages/${name}`)];
    expect(own).toMatchObject({ bin: { [name]: 'dist/main.js' }, man: [`man/${name}.1`] });
    expect(suite.bin).toHaveProperty([name], `packages/${name}/dist/main.js`);
    expect(suite.man).toContain(`packages/${name}/man/${name}.1`);
    expect(own.dependencies).toBeUndefined();
    expect(suite.optionalDependencies).toMatchObject(own.optionalDependencies ?? {});
  });
});

test('nothing runs when a package is installed', () => {
  for (const folder of ['.', ...names.map((name) => `packages/${name}`)]) {
    const { scripts = {} } = manifestOf(folder);
    expect(
      Object.keys(scripts).filter((script) => /^(?:(?:pre|post)?install|(?:pre|post)?prepare)$/.test(script)),
    ).toEqual([]);
  }
});

test('every package has the one version', () => {
  const folders = ['.', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)];
  for (const folder of folders) expect(manifestOf(folder).version).toBe(version);
});
