/** A text as a name that is easy to type: lower-case letters and digits of any script, the rest as single hyphens. */
export function slug(text: string): string {
  return (
    text
      .normalize('NFKD')
      // Accents only: in most other scripts a mark is half of the letter.
      .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1')
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
  );
}
