import { ownPrograms } from './own-programs.js';

/**
 * The programs that fetch a list of URLs into the folder `out`: what must be installed, the command with more options where
 * they belong, and by how much fewer files one gets that would take minutes. `trust` names the option for a certificate,
 * `http2` what asks for HTTP/2 where the program has it.
 */
export const downloaders = {
  pfetch: {
    ...{ program: 'node', trust: '--cacert', http2: ['--http2'] },
    command: ({ list, jobs, more }) => [...ownPrograms.pfetch, ...more, '-q', '-j', jobs, '-d', 'out', list],
  },
  'pfetch --no-sha256': {
    ...{ program: 'node', trust: '--cacert', http2: ['--http2'] },
    command: ({ list, jobs, more }) => [
      ...[...ownPrograms.pfetch, ...more],
      ...['-q', '--no-sha256', '-j', jobs, '-d', 'out', list],
    ],
  },
  'curl -Z': {
    ...{ program: 'curl', trust: '--cacert', http2: ['--http2'] },
    command: ({ curlList, jobs, more }) => [
      'curl',
      ...more,
      '-s',
      '-Z',
      '--parallel-max',
      jobs,
      '-K',
      curlList,
    ],
  },
  wget2: {
    ...{ program: 'wget2', trust: '--ca-certificate', http2: [] },
    command: ({ list, jobs, more }) => [
      'wget2',
      ...more,
      '-q',
      `--max-threads=${jobs}`,
      '-P',
      'out',
      '-i',
      list,
    ],
  },
  aria2c: {
    ...{ program: 'aria2c', trust: '--ca-certificate' },
    command: ({ list, jobs, more }) => [
      ...['aria2c', ...more, '-q', '--file-allocation=none'],
      ...['-j', jobs, '-d', 'out', '-i', list],
    ],
  },
  'xargs -P wget, 50 URLs each': {
    ...{ program: 'wget', trust: '--ca-certificate', slowness: 4 },
    command: ({ list, jobs, more }) => [
      ...['xargs', '-a', list, '-P', jobs, '-n', 50],
      ...['wget', ...more, '-q', '-P', 'out'],
    ],
  },
  'xargs -P wget': {
    ...{ program: 'wget', trust: '--ca-certificate', slowness: 20 },
    command: ({ list, jobs, more }) => [
      ...['xargs', '-a', list, '-P', jobs, '-n', 1],
      ...['wget', ...more, '-q', '-P', 'out'],
    ],
  },
  'parallel wget': {
    ...{ program: 'parallel', trust: '--ca-certificate', slowness: 40 },
    command: ({ list, jobs, more }) => [
      'parallel',
      '-a',
      list,
      '-j',
      jobs,
      'wget',
      ...more,
      '-q',
      '-P',
      'out',
    ],
  },
};
