import { UsageError } from '../failures.js';

/** What a packed file begins with, and the command that unpacks it. */
const foreign: readonly (readonly [magic: string, kind: string, command: string])[] = [
  ['425a68', 'bzip2', 'bzcat'],
  ['fd377a585a00', 'xz', 'xzcat'],
  ['28b52ffd', 'zstd', 'zstdcat'],
  ['504b0304', 'zip', 'unzip -p'],
];

/** Ends the run of a tool where a file is packed in a way that is left to other programs. */
export function refuseForeign(head: Buffer, name: string, tool: string): void {
  const start = head.toString('hex', 0, 6);
  for (const [magic, kind, command] of foreign) {
    if (start.startsWith(magic))
      throw new UsageError(`${name} is packed with ${kind}; use: ${command} FILE | ${tool}`);
  }
}
