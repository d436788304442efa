const known = new Map<string, string>();

/** The name of the charset that a label stands for in the Encoding standard, or undefined if there is none. */
export function charsetOfLabel(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  const name = known.get(label);
  if (name !== undefined) return name;
  try {
    const { encoding } = new TextDecoder(label);
    // Making a decoder to learn its name takes as long as scanning a page; there are some 200 labels.
    if (known.size < 1_000) known.set(label, encoding);
    return encoding;
  } catch {
    return undefined;
  }
}
