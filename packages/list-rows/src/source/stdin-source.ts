import { type Io, openInputs } from '@fetchutils/plumbing';

import type { ByteSource } from './byte-source.js';

/** Standard input, which can be read once. */
export function openStdinSource(io: Io): ByteSource {
  const [input] = openInputs(io, ['-'], 'a list');
  return {
    name: '-',
    random: undefined,
    stream: () => input?.chunks ?? (async function* () {})(),
    close: () => Promise.resolve(),
  };
}
