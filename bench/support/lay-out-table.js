/** A table as text: the first column to the left, all others to the right. */
export function layOutTable(columns, rows) {
  const widths = columns.map((head, i) => Math.max(head.length, ...rows.map((row) => String(row[i]).length)));
  const line = (cells) =>
    cells
      .map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i]) : String(cell).padStart(widths[i])))
      .join('  ');
  return [columns, ...rows].map(line).join('\n');
}
