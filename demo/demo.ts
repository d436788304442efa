import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';

import { flakyCorner } from '../test/support/sites/flaky-corner.js';
import { museum } from '../test/support/sites/museum.js';
import { createObjectsList } from '../test/support/sites/objects-list.js';
import { photoHost } from '../test/support/sites/photo-host.js';
import { sharePage } from '../test/support/sites/share-page.js';
import { startSites } from '../test/support/sites/start-sites.js';
import { showFlaky } from './scenes/show-flaky.js';
import { showImagenet } from './scenes/show-imagenet.js';
import { showList } from './scenes/show-list.js';
import { showMuseum } from './scenes/show-museum.js';
import { showSharePage } from './scenes/show-share-page.js';
import { Stage } from './stage.js';
import { closing, keepingUp, opening, usage } from './texts.js';

/** Shows the tools at work on sites of its own; the answer is the exit status. */
export async function demo(root: string, folder: string, args: readonly string[]): Promise<number> {
  if (args.some((arg) => arg !== '--keep')) {
    process.stderr.write(usage);
    return 2;
  }
  const began = Date.now();
  const list = readFileSync(join(root, 'test/samples/museum/objects.parquet'));
  const sites = await startSites([museum, createObjectsList(list), photoHost, sharePage, flakyCorner]);
  const stage = new Stage(folder, sites, { ...sites.environment, PATH: pathWithTools(root, folder) });
  const onSignal = (): void => {
    stage.endAll();
    process.exit(130);
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);

  stage.say(opening(sites.environment));
  for (const show of [showMuseum, showImagenet, showSharePage, showFlaky, showList]) await show(stage);
  stage.say(closing((Date.now() - began) / 1000));
  if (args.includes('--keep')) {
    stage.say(keepingUp(sites.environment, join(folder, '.demo/bin')));
    await new Promise(() => undefined);
  }
  sites.close();
  return stage.hasFailed ? 1 : 0;
}

/** A PATH on which the tools of this checkout come first. */
function pathWithTools(root: string, folder: string): string {
  const bin = join(folder, '.demo/bin');
  mkdirSync(bin, { recursive: true });
  for (const tool of readdirSync(join(root, 'packages'))) {
    if (tool !== 'plumbing')
      symlinkSync(join(root, 'packages', tool, 'dist/main.js'), join(bin, basename(tool)));
  }
  return `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
}
