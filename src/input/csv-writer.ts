/** CSV text for files that people read or mend, written by csv-stringify. No other module imports csv-stringify. */
import { stringify } from "csv-stringify/sync";

/** Rows as CSV lines that end in LF; all rows must have the same columns. */
export function csvText(rows: readonly (readonly string[])[], delimiter = ","): string {
  return stringify(
    rows.map((row) => [...row]),
    { delimiter, record_delimiter: "unix", quoted_match: /\r/ },
  );
}
