/**
 * Turns a piece of a page that is held as bytes, a character each, into text; for a page that is text already it gives
 * the piece back.
 */
export type DecodeBytes = (piece: string) => string;

/** For pages that are text already. */
export function asItStands(piece: string): string {
  return piece;
}
