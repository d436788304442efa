import { BadValue, duration } from '@fetchutils/plumbing';

import { isJsonPath } from '../json/json-path.js';
import { compileSelector } from '../select/compile-selector.js';

const group = 'Rendered pages';

/** The options of list-links that work on pages in a browser. */
export const renderOptions = {
  render: {
    group,
    help: 'open the pages in a Chromium or Chrome that is installed, run their scripts, and wait until they are quiet; -j is the number of tabs',
  },
  browser: {
    value: 'PATH',
    group,
    completes: 'file',
    help: 'the browser to use, instead of the first that is found',
  },
  'click-once': {
    value: 'CSS',
    group,
    many: true,
    parse: browserSelector,
    help: 'first click the first element that matches, if there is one: consent, "show all"',
  },
  wait: { value: 'CSS', group, parse: browserSelector, help: 'wait until an element matches' },
  'wait-timeout': {
    value: 'TIME',
    group,
    parse: duration,
    default: 30_000,
    defaultText: '30s',
    help: 'how long --wait waits',
  },
  scroll: { group, help: 'scroll on until nothing new appears' },
  click: {
    value: 'CSS',
    group,
    parse: browserSelector,
    help: 'click each element that matches, and list what --select matches then: the thumbnail that opens the picture',
  },
  'render-timeout': {
    value: 'TIME',
    group,
    parse: duration,
    default: 300_000,
    defaultText: '5m',
    help: 'give up a rendered page after this long; what was found is printed',
  },
} as const;

/** For Chromium to judge; what no parser of selectors can read is told here already. */
function browserSelector(css: string): string {
  if (isJsonPath(css)) throw new BadValue('a CSS selector such as a.download');
  return compileSelector(css).source;
}
