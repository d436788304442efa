import { createHash } from 'node:crypto';

/** 16 hex digits that stand for a text: 64 bits, so that even a hundred million of them rarely meet. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
