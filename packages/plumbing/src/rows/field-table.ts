import type { FieldMeaning } from './fields.js';

/** Fields and their meanings as a block of a manual: one a line, indented, the meanings below each other. */
export function fieldTable(fields: readonly FieldMeaning[]): string {
  const width = Math.max(...fields.map(([name]) => name.length)) + 2;
  return fields.map(([name, meaning]) => `  ${name.padEnd(width)}${meaning}`).join('\n');
}
