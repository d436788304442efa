import type { Io } from './io.js';

/** The same Io, but nothing is said on standard error. */
export function silence(io: Io): Io {
  const stderr = {
    ...io.stderr,
    say: () => undefined,
    print: () => undefined,
    status: () => undefined,
    breakLine: () => undefined,
  };
  return derive(io, 'stderr', stderr);
}

/** The same Io for a part of the run that another signal ends. */
export function withSignal(io: Io, signal: AbortSignal): Io {
  return derive(io, 'signal', signal);
}

/** Not a spread: that would open stdin, which a tool may never read. */
function derive<Name extends keyof Io>(io: Io, name: Name, value: Io[Name]): Io {
  return Object.create(io, { [name]: { value, enumerable: true } }) as Io;
}
