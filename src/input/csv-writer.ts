/** CSV text for files that people read or mend, written by csv-stringify. No other module imports csv-stringify. */
import { stringify } from "csv-stringify/sync";

/** Rows as CSV lines that end in LF; all rows must have the same columns. */
export function csvText(rows: readonly (readonly string[])[], delimiter = ","): string {
  return stringify(
    rows.map((row) => [...row]),
    { delimiter, record_delimiter: "unix", quoted_match: /\r/ },
  );
}

/** One cell as `csvText` writes it, for files of millions of rows: csv-stringify takes some twenty times as long. */
export function cellAsCsv(text: string, delimiter: string): string {
  return text.includes(delimiter) || NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const NEEDS_QUOTES = /["\r\n]/;
