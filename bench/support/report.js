import { writeFileSync } from 'node:fs';

import { layOutTable } from './lay-out-table.js';

/**
 * Prints a table, and with a path keeps it as JSON for bench/run.js. `columns` are the heads, `rows` arrays of text; `bars`
 * (a label, and a name and a number each) become a chart; `limits` (what, measured, limit, unit, and by whom the limit was
 * measured) go into one table of all measurements.
 */
export function report({ title, setting, columns, rows, bars, limits = [], notes = [] }, path) {
  console.log(`\n${title}\n${setting}\n\n${layOutTable(columns, rows)}`);
  for (const note of notes) console.log(note);
  if (path !== undefined)
    writeFileSync(
      path,
      `${JSON.stringify({ title, setting, columns, rows, bars, limits, notes }, null, 2)}\n`,
    );
}
