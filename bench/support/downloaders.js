import { ownPrograms } from './own-programs.js';

/**
 * The programs that fetch a list of URLs into the folder `out`: what must be installed, the command, and by how much fewer
 * files one gets that would take minutes.
 */
export const downloaders = {
  pfetch: {
    program: 'node',
    command: ({ list, jobs }) => [...ownPrograms.pfetch, '-q', '-j', jobs, '-d', 'out', list],
  },
  'pfetch --no-sha256': {
    program: 'node',
    command: ({ list, jobs }) => [...ownPrograms.pfetch, '-q', '--no-sha256', '-j', jobs, '-d', 'out', list],
  },
  'curl -Z': {
    program: 'curl',
    command: ({ curlList, jobs }) => ['curl', '-s', '-Z', '--parallel-max', jobs, '-K', curlList],
  },
  wget2: {
    program: 'wget2',
    command: ({ list, jobs }) => ['wget2', '-q', `--max-threads=${jobs}`, '-P', 'out', '-i', list],
  },
  aria2c: {
    program: 'aria2c',
    command: ({ list, jobs }) => [
      'aria2c',
      '-q',
      '--file-allocation=none',
      '-j',
      jobs,
      '-d',
      'out',
      '-i',
      list,
    ],
  },
  'xargs -P wget, 50 URLs each': {
    program: 'wget',
    slowness: 4,
    command: ({ list, jobs }) => ['xargs', '-a', list, '-P', jobs, '-n', 50, 'wget', '-q', '-P', 'out'],
  },
  'xargs -P wget': {
    program: 'wget',
    slowness: 20,
    command: ({ list, jobs }) => ['xargs', '-a', list, '-P', jobs, '-n', 1, 'wget', '-q', '-P', 'out'],
  },
  'parallel wget': {
    program: 'parallel',
    slowness: 40,
    command: ({ list, jobs }) => ['parallel', '-a', list, '-j', jobs, 'wget', '-q', '-P', 'out'],
  },
};
