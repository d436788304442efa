const quoteMark = '"';

/** True where a line that begins inside quotes or outside of them leaves a quoted cell open at its end (RFC 4180). */
export function endsInQuotes(line: string, delimiter: string, beginsInQuotes: boolean): boolean {
  let isInside = beginsInQuotes;
  let at = line.indexOf(quoteMark);
  while (at >= 0) {
    if (!isInside) {
      // A quote within a cell that has none in front stands for itself.
      if (at === 0 || line[at - 1] === delimiter) isInside = true;
    } else if (line[at + 1] === quoteMark) at += 1;
    // Only in front of a delimiter or the end does one close the cell: so csv-parse has it too.
    else if (at + 1 === line.length || line[at + 1] === delimiter) isInside = false;
    at = line.indexOf(quoteMark, at + 1);
  }
  return isInside;
}

const delimiters = [',', '\t', ';', '|'];

/** The delimiter of a table by its first line: the one of which most stand outside of quotes. */
export function findDelimiter(line: string): string {
  const bare = line.replace(/"(?:[^"]|"")*"/g, '');
  const counts = delimiters.map((delimiter) => bare.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}
