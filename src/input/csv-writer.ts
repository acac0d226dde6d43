/** CSV text for files that people read or mend, by csv-stringify. This is the only module that imports it. */
import { stringify } from "csv-stringify/sync";

/** Rows as CSV lines ending in LF; every row must have the same columns. */
export function csvText(rows: readonly (readonly string[])[], delimiter = ","): string {
  return stringify(
    rows.map((row) => [...row]),
    { delimiter, record_delimiter: "unix", quoted_match: /\r/ },
  );
}
