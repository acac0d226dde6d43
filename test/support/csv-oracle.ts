/** What csv-parse makes of a file, with the two readings in which we differ from it on purpose. */
import { CsvError, parse } from "csv-parse/sync";

/**
 * All rows, or undefined when the file is damaged. Blank lines are no rows. csv-parse keeps a carriage return without
 * line feed as text when it has been told the two line ends; outside quotes we call that damage.
 */
export function parseStrictly(text: string, delimiter: string): readonly (readonly string[])[] | undefined {
  try {
    const rows: string[][] = parse(text, {
      delimiter,
      record_delimiter: ["\n", "\r\n"],
      skip_empty_lines: true,
      relax_column_count: true,
    });
    return hasBareReturn(text) ? undefined : rows;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** In a file whose quotes are in order, a place is inside quotes when an odd number of them stands before it. */
function hasBareReturn(text: string): boolean {
  return text
    .split('"')
    .filter((_, index) => index % 2 === 0)
    .some((outside) => /\r(?!\n)/.test(outside));
}
