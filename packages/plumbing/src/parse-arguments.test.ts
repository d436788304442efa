import fc from 'fast-check';
import mri from 'mri';
import { describe, expect, it } from 'vitest';

import { UsageError } from './failures.js';
import { parseArguments } from './parse-arguments.js';
import { duration } from './quantities.js';
import { oneOf, positiveInteger } from './values.js';

const table = {
  jobs: { short: 'j', value: 'N', parse: positiveInteger, default: 64, help: 'downloads at a time' },
  name: { short: 'n', value: 'TEXT', help: 'a name' },
  header: { short: 'H', value: 'LINE', many: true, help: 'a header' },
  tag: { value: 'TAG', many: true, default: ['a'], help: 'a tag' },
  'idle-timeout': { value: 'TIME', parse: duration, default: 60_000, help: 'silence allowed' },
  progress: { value: 'WHEN', parse: oneOf('auto', 'never'), default: 'auto', help: 'when to show it' },
  quiet: { short: 'q', help: 'say nothing' },
  'keep-going': { short: 'k', help: 'go on after errors' },
  cache: { short: 'c', default: true, help: 'do not cache' },
  'no-name': { help: 'a flag whose name negates another option' },
} as const;

const parse = (...argv: string[]) => parseArguments(table, argv);
const options = (...argv: string[]) => parse(...argv).options;

function complaint(...argv: string[]): string {
  try {
    parse(...argv);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  throw new Error(`accepted: ${argv.join(' ')}`);
}

describe('the traps of mri, which our table is free of', () => {
  const bare = (...argv: string[]): Record<string, unknown> =>
    mri(argv, { string: ['name', 'header'], boolean: ['quiet'] });

  it('"-" swallows its neighbour', () => {
    expect(bare('-', 'file')).toEqual({ _: [] });
    expect(parse('-', 'file').operands).toEqual(['-', 'file']);
  });

  it('007 becomes 7', () => {
    expect(bare('--id=007')).toMatchObject({ id: 7 });
    expect(bare('--quiet', '007')).toMatchObject({ _: [7] });
    expect(options('--name=007').name).toBe('007');
    expect(parse('--quiet', '007', '1e3').operands).toEqual(['007', '1e3']);
  });

  it('an empty value eats the next word', () => {
    expect(bare('--name=', 'x')).toMatchObject({ _: [], name: 'x' });
    expect(parse('--name=', 'x')).toMatchObject({ options: { name: '' }, operands: ['x'] });
    expect(parse('--name', '', 'x')).toMatchObject({ options: { name: '' }, operands: ['x'] });
  });

  it('a value that begins with "-" is lost', () => {
    expect(bare('--name', '-5')).toMatchObject({ name: '', 5: true });
    expect(options('--name', '-5').name).toBe('-5');
    expect(options('-n', '--quiet')).toMatchObject({ name: '--quiet', quiet: false });
  });

  it('a declared option without alias or default counts as unknown', () => {
    const asUnknown = mri(['--quiet'], { boolean: ['quiet'], unknown: (name: string) => name });
    expect(asUnknown).toBe('--quiet');
    expect(options('--quiet').quiet).toBe(true);
  });

  it('an unknown option is taken, and takes its neighbour', () => {
    expect(bare('--bogus', 'file')).toEqual({ _: [], bogus: 'file' });
    expect(complaint('--bogus', 'file')).toMatch('--bogus');
  });

  it('a flag takes "true" and "false" off the operands', () => {
    expect(bare('--quiet', 'false')).toEqual({ _: [], quiet: false });
    expect(parse('--quiet', 'false')).toMatchObject({ options: { quiet: true }, operands: ['false'] });
  });

  it('a value stuck to its letter becomes a bundle of letters', () => {
    expect(bare('-n5')).toEqual({ _: [], n: true, 5: true });
    expect(options('-n5').name).toBe('5');
  });

  it('names that every object has are no options', () => {
    expect(complaint('--constructor')).toBe('unknown option "--constructor"; see --help');
    expect(complaint('--__proto__=x')).toBe('unknown option "--__proto__"; see --help');
    expect(complaint('--no-toString')).toBe('unknown option "--no-toString"; see --help');
  });

  it('"no-" in front of any name makes that false, be it a value option or a name of its own', () => {
    expect(bare('--no-name')).toEqual({ _: [], name: false });
    expect(bare('--no-name=x', 'y')).toEqual({ _: ['y'], 'name=x': false });
    expect(complaint('--no-header')).toMatch(/^unknown option "--no-header"/);
    expect(options('--no-name')).toMatchObject({ noName: true, name: undefined });
    expect(options('--no-no-name', '--name=x')).toMatchObject({ noName: false, name: 'x' });
  });

  it('three dashes are a bundle of letters', () => {
    expect(bare('---ab')).toMatchObject({ a: true, b: true });
    expect(complaint('---quiet')).toMatch(/^unknown option "---quiet"/);
  });
});

describe('what may be typed', () => {
  it.each([
    [['-j', '5'], { jobs: 5 }],
    [['-j5'], { jobs: 5 }],
    [['--jobs', '5'], { jobs: 5 }],
    [['--jobs=5'], { jobs: 5 }],
    [[], { jobs: 64, name: undefined, header: [], tag: ['a'], quiet: false, cache: true }],
    [['-qk'], { quiet: true, keepGoing: true }],
    [['-qj5'], { quiet: true, jobs: 5 }],
    [['-qj', '5'], { quiet: true, jobs: 5 }],
    [['-kqn-q'], { keepGoing: true, quiet: true, name: '-q' }],
    [['--name=a=b'], { name: 'a=b' }],
    [['-na=b'], { name: 'a=b' }],
    [['--name='], { name: '' }],
    [['--name', ''], { name: '' }],
    [['-n', ''], { name: '' }],
    [['-n', '-'], { name: '-' }],
    [['-n', '--'], { name: '--' }],
    [['--name', 'true'], { name: 'true' }],
    [['--name', '0x10'], { name: '0x10' }],
    [['--name=:x'], { name: ':x' }],
    [['--name', 'ünï\ncode'], { name: 'ünï\ncode' }],
    [['-H', 'a: 1', '-H', 'b: 2', '--header=c'], { header: ['a: 1', 'b: 2', 'c'] }],
    [['--tag', 'x'], { tag: ['x'] }],
    [['-j1', '-j2'], { jobs: 2 }],
    [['--idle-timeout=1.5s'], { idleTimeout: 1500 }],
    [['--progress', 'never'], { progress: 'never' }],
    [['--quiet', '--no-quiet'], { quiet: false }],
    [['--no-quiet', '--quiet'], { quiet: true }],
    [['--quiet', '--quiet'], { quiet: true }],
    [['--no-cache'], { cache: false }],
    [['--no-cache', '--cache'], { cache: true }],
    [['-c'], { cache: false }],
    [['--no-keep-going'], { keepGoing: false }],
  ])('%j', (argv, expected) => {
    expect(options(...argv)).toMatchObject(expected);
  });

  it.each([
    [
      ['a', '-q', 'b'],
      ['a', 'b'],
    ],
    [
      ['-q', '--', '-q', '--name', '--'],
      ['-q', '--name', '--'],
    ],
    [['--'], []],
    [
      ['-', '-'],
      ['-', '-'],
    ],
    [[''], ['']],
    [['-n', 'x', 'y'], ['y']],
  ])('operands of %j', (argv, operands) => {
    expect(parse(...argv).operands).toEqual(operands);
  });

  it('any text as any value, however it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.string()), (values, operands) => {
        const apart = parse(...values.flatMap((value) => ['--header', value]), '--', ...operands);
        expect(apart).toMatchObject({ options: { header: values }, operands });
        expect(options(...values.map((value) => `--header=${value}`)).header).toEqual(values);
        expect(options(...values.flatMap((value) => ['-H', value])).header).toEqual(values);
      }),
    );
  });
});

describe('what is wrong is told in one line', () => {
  it.each([
    [['--bogus'], 'unknown option "--bogus"; see --help'],
    [['--bogus=5'], 'unknown option "--bogus"; see --help'],
    [['--jbos', '5'], 'unknown option "--jbos"; did you mean --jobs?'],
    [['--idle_timeout=5'], 'unknown option "--idle_timeout"; did you mean --idle-timeout?'],
    [['--no-cahce'], 'unknown option "--no-cahce"; did you mean --no-cache?'],
    [['--no-jobs'], 'unknown option "--no-jobs"; --jobs takes a value: --jobs N'],
    [['-x'], 'unknown option "-x"; see --help'],
    [['-qxk'], 'unknown option "-x" in "-qxk"; see --help'],
    [['-quiet'], 'unknown option "-u" in "-quiet"; did you mean --quiet?'],
    [['-idle-timeout=5'], 'unknown option "-i" in "-idle-timeout=5"; did you mean --idle-timeout?'],
    [['--jobs'], '--jobs needs a value: --jobs N'],
    [['-j'], '-j needs a value: -j N'],
    [['-qj'], '-j needs a value: -j N'],
    [['--jobs=0'], '--jobs "0": expected a whole number of at least 1'],
    [['-j', 'many'], '--jobs "many": expected a whole number of at least 1'],
    [['--jobs='], '--jobs "": expected a whole number of at least 1'],
    [['-j0', '-j1'], '--jobs "0": expected a whole number of at least 1'],
    [['--idle-timeout=soon'], '--idle-timeout "soon": expected a duration such as 500ms, 30s or 5m'],
    [['--progress=yes'], '--progress "yes": expected one of auto, never'],
    [['--quiet=yes'], '--quiet takes no value, but got "yes"'],
    [['--no-cache=yes'], '--no-cache takes no value, but got "yes"'],
    [['--a\u001b[2J\nb'], 'unknown option "--a\\u001b[2J\\u000ab"; see --help'],
    [
      [`--jobs=${'9'.repeat(200)}`],
      `--jobs "${'9'.repeat(100)}...": expected a whole number up to 9007199254740991`,
    ],
  ])('%j', (argv, message) => {
    expect(complaint(...argv)).toBe(message);
  });

  it('and never with anything but a UsageError', () => {
    const words = fc.constantFrom(
      '-',
      '--',
      '-q',
      '-j',
      '-j5',
      '--jobs',
      '--no-',
      '--=',
      '--no-cache',
      '-n',
      'x',
      '=',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string())), (argv) => {
        try {
          parse(...argv);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});

it('keeps an error of a parse function that is no BadValue', () => {
  const broken = { value: 'N', help: '', parse: () => JSON.parse('{') as unknown };
  expect(() => parseArguments({ broken }, ['--broken=1'])).toThrow(SyntaxError);
});
