import { type Io, quote, UsageError } from '@fetchutils/plumbing';

import type { ByteSource } from './byte-source.js';
import { openFileSource } from './file-source.js';
import { openStdinSource } from './stdin-source.js';

/** Opens what an operand names: standard input ("-") or a file. */
export async function openSource(io: Io, name: string): Promise<ByteSource> {
  if (name === '-') return openStdinSource(io);
  const [, scheme] = /^([a-z][a-z0-9+.-]+):\/\//i.exec(name) ?? [];
  if (scheme !== undefined) throw new UsageError(`${quote(name)}: ${scheme}:// is not read`);
  return openFileSource(name, io.signal);
}
