/** Rows of NDJSON by value: numbers that a double cannot hold, and decimals (fields decimal_...), by their digits. */
export function exactRows(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const exact = line
        .replace(/(?<="decimal_\w+": ?)(-?[\d.]+)/g, '{"digits":"$1"}')
        .replace(/(?<=[:[,] ?)(-?\d{16,})(?=[,}\]])/g, '"$1"');
      return JSON.parse(exact) as Record<string, unknown>;
    });
}
