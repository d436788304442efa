import { writeFileSync } from 'node:fs';

/**
 * Prints a table, and with a path keeps it as JSON for bench/run.js. `columns` are the heads, `rows` arrays of text;
 * `bars` (a label, and a name and a number each) become a chart.
 */
export function report({ title, setting, columns, rows, bars, notes = [] }, path) {
  const widths = columns.map((head, i) => Math.max(head.length, ...rows.map((row) => String(row[i]).length)));
  const line = (cells) =>
    cells
      .map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i])))
      .join('  ');
  console.log(`\n${title}\n${setting}\n\n${[columns, ...rows].map(line).join('\n')}`);
  for (const note of notes) console.log(note);
  if (path !== undefined)
    writeFileSync(path, `${JSON.stringify({ title, setting, columns, rows, bars, notes }, null, 2)}\n`);
}
