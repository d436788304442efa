import { BadValue, duration, parseDimensions, type Size } from '@fetchutils/plumbing';

import { isJsonPath } from '../json/json-path.js';
import { compileSelector } from '../select/compile-selector.js';

const group = 'Rendered pages';
// Beyond it Chromium draws nothing.
const maxSide = 16_384;

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
  viewport: {
    value: 'WxH',
    group,
    parse: viewport,
    help: 'the size of the window (1280x720): what a page shows, and which of its pictures, may depend on it',
  },
  headful: {
    group,
    help: 'show the browser; with --storage-state FILE, where there is none yet, wait until you have logged in and closed the window, and write it',
  },
  'storage-state': {
    value: 'FILE',
    group,
    completes: 'file',
    help: "begin with the cookies and local storage of this file, as Playwright's storageState writes it: a login",
  },
  'click-once': {
    value: 'CSS',
    group,
    many: true,
    parse: browserSelector,
    help: 'first click the first element that matches, if there is one, in whichever frame: consent, "show all"',
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
  'click-more': {
    value: 'CSS',
    group,
    parse: browserSelector,
    help: 'click this whenever the rest is done, until it is gone or nothing new comes: "show more results"',
  },
  'min-dimensions': {
    value: 'WxH',
    group,
    parse: parseDimensions,
    help: 'only from pictures that are at least so large themselves, and other elements that take so much of the page (200x200)',
  },
  eval: {
    value: 'JS',
    group,
    help: 'list what this gives when the page has been worked, URLs or objects with a url, instead of looking at its elements',
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

function viewport(text: string): Size {
  const size = parseDimensions(text);
  const isWindow = [size.width, size.height].every((side) => side >= 1 && side <= maxSide);
  if (!isWindow) throw new BadValue(`a width and a height up to ${maxSide}, such as 1920x1080`);
  return size;
}
