import {
  BadValue,
  httpOptions,
  nonNegativeInteger,
  oneOf,
  type OptionValues,
  positiveInteger,
  rowOutputOptions,
} from '@fetchutils/plumbing';

import { namePattern } from './choose/name-pattern.js';
import { apiTemplate } from './source/api-template.js';
import { hostGlob } from './urls/host-filter.js';

const classes = 'Classes';
const urls = 'URLs';
const output = 'Output';
const knowledge = 'Names and counts';

/** Every option of imagenet-pick. */
export const options = {
  classes: {
    short: 'n',
    value: 'N',
    group: classes,
    parse: positiveInteger,
    help: 'pick N classes at random among those eligible; all of them without this',
  },
  class: {
    value: 'WNID,...',
    group: classes,
    many: true,
    help: 'only these classes, by wnid or by name',
  },
  'classes-from': {
    value: 'FILE',
    group: classes,
    completes: 'file',
    help: 'only the classes named in FILE: a wnid, an ILSVRC line or a row of --list on each line',
  },
  match: {
    value: 'REGEX',
    group: classes,
    parse: namePattern,
    help: 'only classes with a name or gloss that matches, in capitals or not',
  },
  under: {
    value: 'WNID',
    group: classes,
    many: true,
    help: 'only this class, by wnid or by name, and all that are a kind of it',
  },
  'min-urls': {
    value: 'M',
    group: classes,
    parse: positiveInteger,
    help: 'only classes with at least M URLs that would be used',
  },
  'expect-alive': {
    value: 'SHARE',
    group: classes,
    parse: share,
    help: 'for --min-urls: ask for M/SHARE URLs, so that M may be left when the others are dead',
  },
  seed: {
    value: 'SEED',
    group: classes,
    parse: nonNegativeInteger,
    help: 'pick and shuffle as every other run with this seed; one is drawn and told without this',
  },
  'all-hosts': { group: urls, help: 'use URLs on all hosts, not on Flickr only' },
  host: {
    value: 'GLOB',
    group: urls,
    many: true,
    parse: hostGlob,
    help: 'use URLs on hosts like GLOB instead, as in *.example.org',
  },
  'not-host': {
    value: 'GLOB',
    group: urls,
    many: true,
    parse: hostGlob,
    help: 'use no URLs on hosts like GLOB',
  },
  'per-class': {
    value: 'X',
    group: urls,
    parse: positiveInteger,
    help: 'write at most X URLs of each class',
  },
  shuffle: { group: urls, help: "take each class's URLs at random instead of from its first on" },
  'keep-shared': {
    group: urls,
    help: 'write a URL that stands under several classes for each of them, not for one',
  },
  'failures-ok': {
    group: urls,
    help: 'exit with 0 also where lines could not be used, or classes are missing',
  },
  strict: { group: urls, help: 'stop at the first line of LIST that is not as it should be' },
  order: {
    value: 'ORDER',
    group: output,
    parse: oneOf('interleaved', 'list'),
    choices: ['interleaved', 'list'],
    default: 'interleaved',
    help: 'take classes and hosts in turn, or keep the order of LIST',
  },
  list: { group: output, help: 'write a row for each class instead of its URLs' },
  stats: { group: output, help: 'write how many classes have how many URLs; also drawn on a terminal' },
  words: {
    value: 'FILE',
    group: knowledge,
    completes: 'file',
    help: 'names from words.txt or an ILSVRC list: a wnid and its names on each line',
  },
  glosses: { value: 'FILE', group: knowledge, completes: 'file', help: 'glosses from gloss.txt' },
  'is-a': {
    value: 'FILE',
    group: knowledge,
    completes: 'file',
    help: 'the hierarchy from wordnet.is_a.txt: a parent and a child on each line',
  },
  wordnet: {
    value: 'FOLDER',
    group: knowledge,
    completes: 'directory',
    help: 'all three from WordNet 3.0 in FOLDER, or from none; found by itself in the usual places',
  },
  counts: {
    value: 'FILE',
    group: knowledge,
    completes: 'file',
    help: 'take counts from a table of classes, CSV or JSON, instead of counting',
  },
  api: {
    value: 'TEMPLATE',
    group: knowledge,
    parse: apiTemplate,
    help: "get each class's list from a service, as in 'https://h.example/urls?wnid={wnid}'",
  },
  cache: {
    group: knowledge,
    default: true,
    help: 'neither use nor keep what is known of LIST from run to run',
  },
  ...rowOutputOptions,
  ...httpOptions,
} as const;

/** What the options come to on a command line. */
export type Options = OptionValues<typeof options>;

function share(text: string): number {
  const value = Number(text);
  if (!/^(\d+\.?\d*|\.\d+)$/.test(text) || value <= 0 || value > 1) throw new BadValue('a share such as 0.8');
  return value;
}
