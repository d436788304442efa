import { codeOf, reasonOf, StopRun } from '../failures.js';
import { late } from '../late-modules.js';

/** True for the first bytes of what gzip has packed. */
export function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Unpacks gzip, of one member or several; what is damaged or cut short is a failure that names it. */
export async function* gunzip(
  chunks: AsyncIterable<Buffer>,
  name: string,
  toFailure = (message: string): Error => new StopRun(message),
): AsyncGenerator<Buffer> {
  const { pipeline, Readable } = late.stream;
  // `pipeline` and not `pipe`: that would wait for ever where the input fails. The failure comes out of the loop below.
  const unpacked = late.zlib.createGunzip({ chunkSize: 262_144 });
  const plain = pipeline(Readable.from(chunks), unpacked, () => undefined);
  try {
    for await (const chunk of plain) yield chunk as Buffer;
  } catch (error) {
    if (codeOf(error)?.startsWith('Z_') !== true) throw error;
    throw toFailure(`${name} is damaged or cut short: ${reasonOf(error)}`);
  }
}
