/**
 * The URL that a text is, alone or against a base, or undefined. Not `URL.canParse`: once Node 20 and 22 have optimised it, it
 * is wrong about names that are not ASCII.
 */
export function toUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
