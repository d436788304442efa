import { setTimeout as sleep } from 'node:timers/promises';

import { onTestFinished } from 'vitest';

import { findProgram } from './parts.js';
import type { Workdir } from './workdir.js';

/** A terminal of tmux with an interactive shell in it, in a test's own folder. */
export type Screen = {
  type(keys: string): Promise<void>;
  /** What it shows once that matches. */
  waitFor(pattern: RegExp): Promise<string>;
};

/** Opens a terminal of that width, whose prompt is `$ `. */
export async function openScreen(
  w: Workdir,
  columns = 80,
  env: Record<string, string> = {},
): Promise<Screen> {
  const tmux = async (command: string) => w.sh(`${findProgram('tmux')} -S tmux.socket ${command}`, { env });
  w.write('.prompt', "PS1='$ '\n");
  const started = await tmux(
    `-f /dev/null new-session -d -x ${columns} -y 24 'exec bash --rcfile .prompt --noprofile'`,
  );
  if (started.status !== 0) throw new Error(started.stderr);
  const screen: Screen = {
    async type(keys) {
      await tmux(`send-keys ${keys}`);
    },
    async waitFor(pattern) {
      for (let tries = 0; ; tries += 1) {
        const { stdout } = await tmux('capture-pane -p');
        const shown = stdout.trimEnd();
        if (pattern.test(shown)) return shown;
        if (tries > 200) throw new Error(`the screen never showed ${pattern}:\n${shown}`);
        await sleep(100);
      }
    },
  };
  onTestFinished(async () => void (await tmux('kill-server')));
  await screen.waitFor(/^\$$/m);
  return screen;
}
