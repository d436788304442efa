import {
  byteSize,
  digestNames,
  duration,
  httpOptions,
  nonNegativeInteger,
  oneOf,
  parseShard,
  type OptionValues,
  positiveInteger,
  rowOutputOptions,
} from '@fetchutils/plumbing';
import { parseRate } from '@fetchutils/plumbing/schedule';

import { parseQuota } from '../quota/parse-quota.js';
import { pictureOptions } from './picture-options.js';
import { parseTypePatterns } from '../body/parse-type-patterns.js';

const files = 'Files';
const pace = 'Pace';
const keep = 'What to keep';
const run = 'The run';

/** Every option of pfetch. */
export const options = {
  dir: {
    short: 'd',
    value: 'DIR',
    group: files,
    default: '.',
    completes: 'directory',
    help: 'put all files below this folder',
  },
  output: {
    short: 'o',
    value: 'TEMPLATE',
    group: files,
    defaultText: '{host}/{path}, safe and unique',
    help: 'name each file, as in "{class}/{id:06}.{ext}"; see NAMES in the manual',
  },
  'remote-header-name': {
    short: 'J',
    group: files,
    help: 'take the last part of the name from Content-Disposition, where the server sends one; no file that is here is replaced by it',
  },
  journal: {
    value: 'FILE',
    group: files,
    completes: 'file',
    help: 'keep all results in FILE, and skip what it knows to be done; only in a file of such rows',
  },
  refresh: { group: files, help: 'ask again for files that are here; an unchanged one is not sent again' },
  overwrite: {
    group: files,
    help: 'fetch files that are here again, without asking whether they have changed',
  },
  fsync: { group: files, help: 'have each file on the disk before it is answered' },
  'dry-run': {
    short: 'n',
    group: files,
    help: 'request nothing; answer each row with the path that it would get',
  },
  mirror: {
    value: 'TEMPLATE',
    group: files,
    help: "where else to look when a row's own URL fails, as in 'https://archive.example/web/2011id_/{url}'",
  },
  jobs: {
    short: 'j',
    value: 'N',
    group: pace,
    parse: positiveInteger,
    default: 64,
    help: 'downloads at a time',
  },
  'per-host': {
    value: 'N',
    group: pace,
    parse: positiveInteger,
    defaultText: 'as --jobs',
    help: 'downloads at a time from one host; it begins with few and grows while the host answers well',
  },
  rate: {
    value: 'N/TIME',
    group: pace,
    parse: parseRate,
    help: 'start at most this many requests a second (10, 10/s), minute (100/m) or hour (1000/h)',
  },
  'per-host-rate': { value: 'N/TIME', group: pace, parse: parseRate, help: 'the same for each host' },
  'limit-rate': {
    value: 'SIZE',
    group: pace,
    parse: byteSize,
    help: 'receive at most this many bytes a second in all',
  },
  split: {
    value: 'N',
    group: pace,
    parse: positiveInteger,
    default: 1,
    help: 'fetch a large body over up to N connections; they count as downloads, and whole files go first',
  },
  'split-min': {
    value: 'SIZE',
    group: pace,
    parse: byteSize,
    default: 20_000_000,
    defaultText: '20M',
    help: 'how long a body has to be for that',
  },
  'look-ahead': {
    value: 'N',
    group: pace,
    parse: positiveInteger,
    default: 20_000,
    help: 'read up to this many rows ahead, so that other hosts proceed while one is slow',
  },
  accept: {
    value: 'TYPES',
    group: keep,
    parse: parseTypePatterns,
    help: 'keep only these types, as in image/*,application/pdf; judged by the first bytes of the body',
  },
  'max-filesize': {
    value: 'SIZE',
    group: keep,
    parse: byteSize,
    help: 'reject larger files, while they stream',
  },
  'min-filesize': { value: 'SIZE', group: keep, parse: byteSize, default: 0, help: 'reject smaller files' },
  checksum: {
    value: 'ALGORITHM',
    group: keep,
    many: true,
    parse: oneOf(...digestNames),
    choices: digestNames,
    help: "compare with the row's field of that name; sha256 is always compared",
  },
  sha256: { group: keep, default: true, help: 'do not compute sha256 where no row asks for it' },
  shard: {
    value: 'I/N',
    group: run,
    parse: parseShard,
    help: 'fetch the I-th part of N only, so that N runs share a list: a host is all one part’s; see PACE in the manual',
  },
  spread: {
    value: 'HOSTS',
    group: run,
    help: 'with --shard, divide the rows of these hosts (by commas, each with its subdomains) by their URL',
  },
  'max-failures': {
    value: 'N',
    group: run,
    parse: positiveInteger,
    help: 'stop after this many rows have failed',
  },
  'max-time': { value: 'TIME', group: run, parse: duration, help: 'stop after this long' },
  'failures-ok': { group: run, help: 'exit with 0 even where rows have failed' },
  verbose: {
    short: 'v',
    group: run,
    help: 'tell the heads of every request and response on standard error, with secrets masked',
  },
  progress: {
    value: 'WHEN',
    group: run,
    parse: oneOf('auto', 'always', 'never', 'json'),
    choices: ['auto', 'always', 'never', 'json'],
    default: 'auto',
    help: 'show a live line: auto (on a terminal, where the rows go elsewhere), always, never, or json',
  },
  total: {
    value: 'N',
    group: run,
    parse: nonNegativeInteger,
    help: 'the number of rows to come, for the ETA',
  },
  summary: {
    value: 'FILE',
    group: run,
    completes: 'file',
    help: 'write the closing summary to FILE as JSON; only over another summary',
  },
  'stats-by': {
    value: 'FIELD',
    group: run,
    help: 'in the summary, count rows, successes and seconds a success for each value of this field',
  },
  quota: {
    value: 'FIELD=N',
    group: keep,
    many: true,
    parse: parseQuota,
    help: 'fetch N files for each value of the field, and not one more; see QUOTAS in the manual',
  },
  'quota-of': {
    value: 'FILE|N|@FIELD',
    group: keep,
    completes: 'file',
    help: 'the values to expect: a file that lists them, their number, or the field of the rows that holds it; when all are full, the input is closed',
  },
  ...pictureOptions,
  http2: { group: 'Network', help: 'use HTTP/2 where the server offers it' },
  ...httpOptions,
  ...rowOutputOptions,
} as const;

export type PfetchOptions = OptionValues<typeof options>;
