/** What every tool's exit status means. */
export const exitStatus = { ok: 0, someFailed: 1, usage: 2, stopped: 3 } as const;

/** The exit status after a signal: 128 and its number, as shells have it. */
export const signalStatus = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** The same, as help and man pages tell it. */
export const exitStatusMeanings: readonly (readonly [status: string, meaning: string])[] = [
  ['0', 'all rows are ok, or the reader of the output went away'],
  ['1', 'some rows failed'],
  ['2', 'wrong usage; nothing was written to standard output'],
  ['3', 'stopped early: disk full, output unwritable, or a limit that you set'],
  ['130, 143', 'interrupted by Ctrl-C (SIGINT) or SIGTERM'],
];
