import { gunzip, isGzip, peek, refuseForeign } from '@fetchutils/plumbing';

import { readTarMember } from './read-tar-member.js';

const tarHeaderBytes = 512;

/** True for the first bytes of what `unpack` would unpack. */
export function isPacked(head: Buffer): boolean {
  return isGzip(head) || isTar(head);
}

/** Gives the text of a list out of gzip, tar, or both, known by their first bytes; other text comes as it is. */
export async function* unpack(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const { head, all } = await peek(chunks, tarHeaderBytes);
  refuseForeign(head, name, 'imagenet-pick');
  if (!isGzip(head)) {
    yield* isTar(head) ? readTarMember(all, name) : all;
    return;
  }
  const inner = await peek(gunzip(all, name), tarHeaderBytes);
  yield* isTar(inner.head) ? readTarMember(inner.all, name) : inner.all;
}

function isTar(head: Buffer): boolean {
  return head.toString('latin1', 257, 262) === 'ustar';
}
