import { Interrupted, type Io } from '@fetchutils/plumbing';

/** Tells, at the first signal, what is waited for and what another signal does. */
export function tellStopping(io: Io, active: () => number): void {
  io.signal.addEventListener('abort', () => {
    const { reason } = io.signal as { reason: unknown };
    const count = active();
    if (!(reason instanceof Interrupted) || count === 0) return;
    const isTyped = reason.signal === 'SIGINT';
    if (isTyped) io.stderr.breakLine();
    const again = isTyped ? 'Ctrl-C again' : 'a second signal';
    io.stderr.say(`finishing ${count} ${count === 1 ? 'download' : 'downloads'}; ${again} stops now`);
  });
}
