/**
 * The value of a field as text, a string as it is and anything else as JSON; undefined where there is none, or one that is
 * nested so deep (some 5,000 times) that no text can be made of it.
 */
export function fieldText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return value.toString();
  try {
    return JSON.stringify(value);
  } catch (error) {
    // V8 reads JSON of any depth, but writes it by calls within calls.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
