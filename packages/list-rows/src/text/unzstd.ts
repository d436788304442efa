import { Decompress } from 'fzstd';
import { reasonOf } from '@fetchutils/plumbing';

import { TableFailure } from '../table-failure.js';

/** Unpacks zstd, of one frame or several. By fzstd, because Node has zstd from 22.15 on only. */
export async function* unzstd(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const pieces: Buffer[] = [];
  const unpacking = new Decompress((piece) => void pieces.push(Buffer.from(piece)));
  try {
    for await (const chunk of chunks) {
      unpacking.push(chunk);
      yield* pieces.splice(0);
    }
    unpacking.push(new Uint8Array(0), true);
  } catch (error) {
    throw new TableFailure('torn', `its zstd is damaged or cut short: ${reasonOf(error)}`);
  }
  yield* pieces;
}
