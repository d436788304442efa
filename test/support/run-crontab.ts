import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { pageBlocks } from './page-blocks.js';
import type { Transcript } from './transcript.js';
import type { Workdir } from './workdir.js';

/** Runs the crontab line of a page as cron does: sh, in the home folder (here `home/`), `\%` for `%`; what it says is mail. */
export async function runCrontab(page: string, w: Workdir, env: Record<string, string>): Promise<Transcript> {
  const line =
    pageBlocks(page)
      .find(({ language }) => language === 'crontab')
      ?.text.trim() ?? '';
  const command = /^(?:\S+\s+){5}(.*)$/.exec(line)?.[1]?.replaceAll('\\%', '%');
  const project = /\bcd ~\/(\S+)/.exec(line)?.[1];
  if (command === undefined || project === undefined) throw new Error(`${page}: not a crontab line: ${line}`);
  const home = join(w.path, 'home');
  mkdirSync(join(home, project), { recursive: true });
  return w.sh(`cd ~ && ${command}`, { env: { ...env, HOME: home } });
}
