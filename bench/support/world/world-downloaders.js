import { ownPrograms } from '../own-programs.js';

/**
 * The programs that fetch a list of URLs of many hosts, all with the same patience, and whether they can be told of a name
 * server; the others ask the system's.
 */
export const worldDownloaders = {
  pfetch: {
    program: 'node',
    takesNameServer: true,
    command: ({ list, jobs, retries, timeouts: { connect, answer, idle }, nameServer }) => [
      ...[...ownPrograms.pfetch, '-q', '-j', jobs, '-d', 'out', '--retry', retries],
      ...[
        '--connect-timeout',
        `${connect}s`,
        '--first-byte-timeout',
        `${answer}s`,
        '--idle-timeout',
        `${idle}s`,
      ],
      ...(nameServer === undefined ? [] : ['--dns-servers', nameServer]),
      list,
    ],
  },
  'curl -Z': {
    program: 'curl',
    command: ({ curlList, jobs, retries, timeouts: { connect, idle } }) => [
      ...['curl', '-s', '-f', '-Z', '--parallel-max', jobs, '--connect-timeout', connect],
      ...['--speed-limit', 1, '--speed-time', idle, '--retry', retries, '-K', curlList],
    ],
  },
  wget2: {
    program: 'wget2',
    command: ({ list, jobs, retries, timeouts: { connect, idle } }) => [
      ...['wget2', '-q', `--max-threads=${jobs}`, '-P', 'out', `--connect-timeout=${connect}`],
      ...[`--read-timeout=${idle}`, `--tries=${retries + 1}`, '--waitretry=1', '-i', list],
    ],
  },
  aria2c: {
    program: 'aria2c',
    command: ({ list, jobs, retries, timeouts: { connect, idle } }) => [
      ...['aria2c', '-q', '--file-allocation=none', '-j', jobs, '-d', 'out', `--connect-timeout=${connect}`],
      ...[`--timeout=${idle}`, `--max-tries=${retries + 1}`, '--retry-wait=1', '-i', list],
    ],
  },
  'xargs -P wget': {
    program: 'wget',
    command: ({ list, jobs, retries, timeouts: { connect, idle } }) => [
      ...[
        'xargs',
        '-a',
        list,
        '-P',
        jobs,
        '-n',
        1,
        'wget',
        '-q',
        '-P',
        'out',
        `--connect-timeout=${connect}`,
      ],
      ...[`--read-timeout=${idle}`, `--tries=${retries + 1}`, '--waitretry=1'],
    ],
  },
  'parallel wget': {
    program: 'parallel',
    command: ({ list, jobs, retries, timeouts: { connect, idle } }) => [
      ...['parallel', '-a', list, '-j', jobs, 'wget', '-q', '-P', 'out', `--connect-timeout=${connect}`],
      ...[`--read-timeout=${idle}`, `--tries=${retries + 1}`, '--waitretry=1'],
    ],
  },
};
