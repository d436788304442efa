import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { type Io, quote, UsageError } from '@fetchutils/plumbing';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
];
const places = [
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** The Chromium to render with: the one that is named, else the first that is installed. */
export function findBrowser(named: string | undefined, env: Io['env']): string {
  if (named !== undefined) {
    if (isExecutable(named)) return named;
    throw new UsageError(`--browser: ${quote(named)} is no program; expected the path of Chromium or Chrome`);
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places].find(
    isExecutable,
  );
  if (found !== undefined) return found;
  throw new UsageError(
    '--render needs Chromium or Chrome, and none is installed: try apt install chromium, dnf install chromium or brew install --cask chromium, or name one with --browser PATH',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
