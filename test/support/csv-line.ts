/** One CSV line by hand: a cell is quoted where it has to be. Neither the writer nor the scanner is used. */
export function csvLine(cells: readonly string[], delimiter = ","): string {
  return cells.map((cell) => (needsQuotes(cell, delimiter) ? inQuotes(cell) : cell)).join(delimiter);
}

export function needsQuotes(cell: string, delimiter: string): boolean {
  return [delimiter, '"', "\r", "\n"].some((mark) => cell.includes(mark));
}

export function inQuotes(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
