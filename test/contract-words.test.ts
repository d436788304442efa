import { describe, expect, test } from 'vitest';

import { describeWith } from './support/parts.js';
import { tools } from './support/tools.js';
import { workdir } from './support/workdir.js';

describe.each(tools.map(({ name }) => name))('%s', (name) => {
  describe('asked for words', () => {
    test.each([
      '--help',
      '-h',
      '--version',
      '-V',
      '--man',
      '--completion bash',
      '--completion zsh',
      '--completion fish',
    ])('%s goes to stdout, with status 0', async (asked) => {
      const { stdout, stderr, status } = await workdir().sh(`${name} ${asked}`);
      expect([stderr, status]).toEqual(['', 0]);
      expect(stdout.replaceAll('\\-', '-')).toContain(name);
      expect(stdout).not.toContain('\u001b');
    });

    test('help fits into 80 columns and names the exit status', async () => {
      const lines = (await workdir().sh(`${name} --help`)).lines();
      // An example stands on one line however long it is, so that it can be copied.
      const examples = lines.indexOf('Examples:');
      expect(lines.slice(0, examples).filter((line) => line.length > 80)).toEqual([]);
      expect(lines).toContain('Exit status:');
    });

    test('| head -n 1 of the man page is a quiet 0', async () => {
      const { stdout, stderr } = await workdir().sh(`{ ${name} --man; echo $? >&2; } | head -n 1`);
      expect(stdout).toMatch(/^\.TH /);
      expect(stderr).toBe('0\n');
    });
  });

  describe('help, man page and completions name the same options', () => {
    test('man page', async () => {
      const man = (await workdir().sh(`${name} --man`)).stdout.replaceAll('\\-', '-');
      expect(spellingsIn(man.match(/^\.B -.*$/gm)?.join('\n') ?? '')).toEqual(await optionsOf(name));
    });

    test('bash', async () => {
      const script = (await workdir().sh(`${name} --completion bash`)).stdout;
      const words = /-W '(--[^']+)'/.exec(script)?.[1] ?? '';
      expect(spellingsIn(words)).toEqual((await optionsOf(name)).filter((option) => option.startsWith('--')));
    });

    test('zsh', async () => {
      const script = (await workdir().sh(`${name} --completion zsh`)).stdout;
      expect(spellingsIn(script.match(/'\*?--?[^[]+\[/g)?.join(' ') ?? '')).toEqual(await optionsOf(name));
    });

    test('fish', async () => {
      const script = (await workdir().sh(`${name} --completion fish`)).stdout;
      const options = script.matchAll(/^complete -c \S+(?: -s (\S))? -l (\S+)/gm);
      const spelt = [...options].flatMap(([, short, long]) => [...(short ? [`-${short}`] : []), `--${long}`]);
      expect(spelt.sort()).toEqual(await optionsOf(name));
    });
  });

  describeWith(['mandoc', 'man', 'bash', 'zsh', 'fish'], 'read by those who know', () => {
    test('mandoc and man find nothing to say of the man page', async () => {
      const w = workdir();
      await w.sh(`${name} --man > page.1`);
      const linted = await w.sh('mandoc -T lint -W warning page.1');
      expect([linted.stdout, linted.status]).toEqual(['', 0]);
      const formatted = await w.sh('MANWIDTH=80 man --warnings -l page.1 >page.txt');
      expect([formatted.stderr, formatted.status]).toEqual(['', 0]);
      expect(w.read('page.txt')).toContain('EXIT STATUS');
    });

    test.each(['bash', 'zsh', 'fish'])('%s can read its completions', async (shell) => {
      const { status, stderr } = await workdir().sh(
        `${name} --completion ${shell} > script; ${shell} -n script`,
      );
      expect([stderr, status]).toEqual(['', 0]);
    });

    test('bash completes an option', async () => {
      const script = `source <(${name} --completion bash); COMP_WORDS=(${name} --vers); COMP_CWORD=1
        _${name.replaceAll('-', '_')}; echo "\${COMPREPLY[@]}"`;
      expect((await workdir().sh(script, { shell: 'bash' })).stdout).toBe('--version\n');
    });
  });

  describe('wrong usage: status 2, nothing on stdout, one line that quotes the input and says what is right', () => {
    test.each([
      ['an unknown option', '--bananas', /--bananas/],
      ['an unknown option with a value', '--bananas=7', /--bananas/],
      ['a misspelt option', '--hlep', /--hlep.*--help/],
      ['an unknown short option', '-@', /-@/],
      ['a missing value', '--completion', /--completion.*SHELL|--completion.*needs/],
      ['a bad value', '--completion=korn', /korn.*bash, zsh, fish/],
      ['a value for a flag', '--help=yes', /--help/],
    ])('%s: %s', async (_, argument, pattern) => {
      const { stdout, stderr, status } = await workdir().sh(`${name} ${argument}`);
      expect([stdout, status]).toEqual(['', 2]);
      expect(stderr).toMatch(new RegExp(`^${name}: .+\n$`));
      expect(stderr).toMatch(pattern);
    });
  });
});

/** Every spelling of every option, as the help has them. */
async function optionsOf(tool: string): Promise<string[]> {
  const { stdout } = await workdir().sh(`${tool} --help`);
  return spellingsIn(stdout.match(/^ {2}(?:-\S, | {4})--\S+/gm)?.join('\n') ?? '');
}

function spellingsIn(text: string): string[] {
  return [...new Set(text.match(/(?<![\w-])--?[\w-]*\w/g))].sort();
}
