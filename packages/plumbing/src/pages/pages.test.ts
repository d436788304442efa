import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { findProgram } from '../../../../test/support/parts.js';
import { defineCommand, type Command } from '../command.js';
import { oneOf } from '../values.js';
import { version, versionDate } from '../version.js';
import { completionScript, helpPage, manPage, referencePage } from './index.js';

/** A tool with every kind of option, and every character that some page must escape. */
const command: Command = defineCommand({
  name: 'try-all',
  summary: "try all that's possible",
  synopsis: ['[OPTION]... [FILE]...', '--list'],
  description: [
    'Reads "rows" & writes `code`, \\n and *stars*.',
    '  {"a":1}\n  .start with a dot',
    `{"url":"http://h.example/a/long/path","class":"n02084071","id":"n02084071_1","name":"dog","flickr":true}`,
    ".dots and 'quotes' may begin a line.",
  ],
  options: {
    flag: { short: 'f', help: "a flag: [it's] $(on) or `off`" },
    'on-by-default': { default: true, group: 'Options', help: 'do without' },
    words: { short: 'w', value: 'A|B:C', many: true, help: 'a list | of words' },
    file: { value: 'FILE', completes: 'file', defaultText: 'none', help: 'a file' },
    dir: {
      short: 'd',
      value: 'DIR',
      completes: 'directory',
      default: '.',
      help: 'a folder',
      group: 'Places',
    },
    choice: {
      value: 'WHICH',
      parse: oneOf('this', 'that'),
      choices: ['this', 'that'],
      default: 'this',
      help: 'which one',
      group: 'Places',
    },
    number: { value: 'N', parse: Number, default: 5, help: 'a number', group: 'Places' },
  },
  sections: [{ title: 'Naming files', body: ['One.', '  two\n  three'] }],
  environment: [['TRY_ALL', 'what it means']],
  files: [['~/.netrc', 'passwords']],
  seeAlso: ['curl(1)'],
  examples: [{ run: "try-all '{a}' | sort -u # it's", does: 'sort it' }],
  run: () => Promise.resolve(0),
});

const spellings = [
  ['-f', '--flag'],
  ['--no-on-by-default'],
  ['-w', '--words'],
  ['--file'],
  ['-d', '--dir'],
  ['--choice'],
  ['--number'],
  ['-q', '--quiet'],
  ['-h', '--help'],
  ['-V', '--version'],
  ['--man'],
  ['--completion'],
].flat();

const folder = mkdtempSync(join(tmpdir(), 'pages-'));

/** Runs a program on a file of this content. */
function run(program: string, args: string[], content: string) {
  const file = join(folder, 'file');
  writeFileSync(file, content);
  const { status, stdout, stderr } = spawnSync(program, [...args, file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { status, stdout, stderr };
}

describe('every option is on every page', () => {
  it.each([
    ['help', helpPage(command, 80)],
    ['man', manPage(command).replaceAll('\\-', '-')],
    ['reference', referencePage(command)],
    ['bash', completionScript(command, 'bash')],
    ['zsh', completionScript(command, 'zsh')],
    [
      'fish',
      completionScript(command, 'fish').replace(/-([ls]) (\S+)/g, (_, kind, name) =>
        kind === 's' ? `-${name}` : `--${name}`,
      ),
    ],
  ])('%s', (page, text) => {
    const expected =
      page === 'bash' ? spellings.filter((each) => !['-f', '-q', '-h', '-V'].includes(each)) : spellings;
    for (const spelling of expected) expect(text).toMatch(new RegExp(`(?<![\\w-])${spelling}(?![\\w-])`));
  });
});

it('the help page is pinned', () => {
  expect(helpPage(command, 80)).toMatchInlineSnapshot(`
    "Usage: try-all [OPTION]... [FILE]...
           try-all --list

    Reads "rows" & writes \`code\`, \\n and *stars*.

    Options:
      -f, --flag                  a flag: [it's] $(on) or \`off\`
          --no-on-by-default      do without
      -w, --words A|B:C           a list | of words (may be given several times)
          --file FILE             a file (default: none)

    Places:
      -d, --dir DIR               a folder (default: .)
          --choice WHICH          which one (default: this)
          --number N              a number (default: 5)

    General:
      -q, --quiet                 say nothing on standard error but fatal errors
      -h, --help                  show this help
      -V, --version               show the version
          --man                   print the man page; to read it: --man | man -l -
          --completion SHELL      print a completion script for bash, zsh or fish

    Examples:
      sort it
        try-all '{a}' | sort -u # it's

    Exit status:
      0         all rows are ok, or the reader of the output went away
      1         some rows failed
      2         wrong usage; nothing was written to standard output
      3         stopped early: disk full, output unwritable, or a limit that you set
      130, 143  interrupted by Ctrl-C (SIGINT) or SIGTERM

    The whole manual: man try-all, or try-all --man | man -l -
    "
  `);
});

it('the help page fits the terminal', () => {
  for (const width of [60, 80, 100])
    for (const line of helpPage(command, width).split('\n')) {
      if (!line.startsWith('    try-all')) expect(line.length).toBeLessThanOrEqual(width);
    }
});

describe('the man page', () => {
  it('is of this version', () => {
    expect(manPage(command).split('\n')[0]).toBe(
      `.TH TRY-ALL 1 ${versionDate} "fetchutils ${version}" "fetchutils manual"`,
    );
  });

  it.runIf(findProgram('mandoc'))('has nothing that mandoc would change', () => {
    expect(run('mandoc', ['-T', 'lint'], manPage(command))).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it.runIf(findProgram('man'))('reads as it was meant', () => {
    const { stdout, stderr } = run('man', ['--warnings', '-P', 'cat', '-l'], manPage(command));
    expect(stderr).toBe('');
    const page = stdout.replace(/.\u0008/g, '').replace(/\u001b\[[\d;]*m/g, '');
    expect(page).toContain("try-all - try all that's possible");
    expect(page).toContain('Reads "rows" & writes `code`, \\n and *stars*.');
    expect(page).toMatch(/\n {11}\{"a":1\}\n {11}\.start with a dot\n/);
    expect(page).toContain(".dots and 'quotes' may begin a line.");
    expect(page).toContain("try-all '{a}' | sort -u # it's");
    expect(page).toMatch(/NAMING FILES\n {7}One\.\n/);
    expect(page).toContain('seq-urls(1), list-links(1), imagenet-pick(1), pfetch(1), curl(1)');
    expect(page).not.toContain('\\:');
  });
});

describe('the completion script', () => {
  it.each(['bash', 'zsh', 'fish'] as const)('of %s is one', (shell) => {
    if (findProgram(shell) === undefined) return;
    const script = completionScript(command, shell);
    expect(run(shell, ['-n'], script)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  const bash = (...words: string[]): string[] => {
    const script = `${completionScript(command, 'bash')}
      cd "$(mktemp -d)"; mkdir 'a folder'; touch 'a file' other
      COMP_WORDS=(try-all ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}
      _try_all; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return run('bash', [], script).stdout.trim().split('\n').sort();
  };

  it.each([
    [['--no'], ['--no-on-by-default']],
    [['--fi'], ['--file']],
    [
      ['--choice', ''],
      ['that', 'this'],
    ],
    [['--choice', 'tha'], ['that']],
    [['--dir', ''], ['a folder']],
    [['-d', 'a'], ['a folder']],
    [
      ['--file', ''],
      ['a file', 'a folder', 'other'],
    ],
    [['a'], ['a file', 'a folder']],
    [['--number', ''], ['']],
  ])('of bash completes %j', (words, expected) => {
    expect(bash(...words)).toEqual(expected);
  });

  it.runIf(findProgram('zsh'))('of zsh can be sourced', () => {
    const script = `autoload -U compinit; compinit -D -u; source $1; print $_comps[try-all]`;
    expect(run('zsh', ['-fc', script, 'zsh'], completionScript(command, 'zsh'))).toEqual({
      status: 0,
      stdout: '_try-all\n',
      stderr: '',
    });
  });

  it.runIf(findProgram('fish'))('of fish completes', () => {
    const script = `${completionScript(command, 'fish')}complete -C 'try-all --ch'; complete -C 'try-all --choice tha'`;
    expect(run('fish', ['-N'], script)).toEqual({
      status: 0,
      stdout: '--choice\twhich one\nthat\twhich one\n',
      stderr: '',
    });
  });
});

it('the reference page is pinned', () => {
  expect(referencePage(command)).toMatchInlineSnapshot(`
    "# try-all

    Try all that's possible.

    \`\`\`sh
    try-all [OPTION]... [FILE]...
    try-all --list
    \`\`\`

    Reads "rows" & writes \`code\`, \\n and \\*stars\\*.

    \`\`\`sh
    {"a":1}
    .start with a dot
    \`\`\`

    {"url":"http://h.example/a/long/path","class":"n02084071","id":"n02084071\\_1","name":"dog","flickr":true}

    .dots and 'quotes' may begin a line.

    ## Options

    | option | meaning |
    |---|---|
    | \`-f, --flag\` | a flag: [it's] $(on) or \`off\` |
    | \`--no-on-by-default\` | do without |
    | \`-w, --words A\\|B:C\` | a list \\| of words (may be given several times) |
    | \`--file FILE\` | a file (default: none) |

    ## Places

    | option | meaning |
    |---|---|
    | \`-d, --dir DIR\` | a folder (default: .) |
    | \`--choice WHICH\` | which one (default: this) |
    | \`--number N\` | a number (default: 5) |

    ## General

    | option | meaning |
    |---|---|
    | \`-q, --quiet\` | say nothing on standard error but fatal errors |
    | \`-h, --help\` | show this help |
    | \`-V, --version\` | show the version |
    | \`--man\` | print the man page; to read it: --man \\| man -l - |
    | \`--completion SHELL\` | print a completion script for bash, zsh or fish |

    ## Naming files

    One.

    \`\`\`sh
    two
    three
    \`\`\`

    ## Exit status

    | status | meaning |
    |---|---|
    | \`0\` | all rows are ok, or the reader of the output went away |
    | \`1\` | some rows failed |
    | \`2\` | wrong usage; nothing was written to standard output |
    | \`3\` | stopped early: disk full, output unwritable, or a limit that you set |
    | \`130, 143\` | interrupted by Ctrl-C (SIGINT) or SIGTERM |

    ## Environment

    | variable | meaning |
    |---|---|
    | \`TRY_ALL\` | what it means |

    ## Files

    | file | meaning |
    |---|---|
    | \`~/.netrc\` | passwords |

    ## Examples

    sort it

    \`\`\`sh
    try-all '{a}' | sort -u # it's
    \`\`\`
    "
  `);
});
