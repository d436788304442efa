import { quote } from '@fetchutils/plumbing';

/** How a value stands in its URL. */
export type Standing = {
  isRaw: boolean;
  /** Between two slashes, with nothing else. */
  isWholeSegment: boolean;
};

/** Why a text cannot be written into a URL so that it means itself; undefined where it can. */
export function problemWithValue(text: string, { isRaw, isWholeSegment }: Standing): string | undefined {
  if (/^[\w~-]*$/.test(text)) return undefined;
  if (isRaw && /[\u0000-\u001f\u007f]/.test(text)) {
    return `${quote(text)} holds a control character, which a URL cannot; leave out |raw to encode it`;
  }
  // "%2e%2e" is read as ".." too: there is no way to encode these two.
  if (isWholeSegment && /^\.\.?$/.test(text)) return `${quote(text)} between slashes means another folder`;
  if (/\p{Surrogate}/u.test(text)) return `${quote(text)} holds half a character, which cannot be encoded`;
  return undefined;
}
