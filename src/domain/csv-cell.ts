/** A text as a cell of a CSV file that has commas between cells: quoted only where it must be, quotes in it doubled. */

export function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
