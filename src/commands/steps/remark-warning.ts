/** A remark about cells of an export, as the warning that a summary shows. */
import { shortened } from "../../domain/shortened.ts";
import type { Warning } from "../../report/summary.ts";
import { maskedIn } from "../../report/views.ts";
import type { ExportRemark } from "../../run/sides.ts";

/** @returns a warning about the export; what is about a person is masked, and a long value is cut. */
export function remarkWarning({ code, export: about, column, fault, rows, line, value }: ExportRemark): Warning {
  // A record's id names a contract; a user's id names a person.
  const shown = shortened(maskedIn(column, value));
  return {
    code,
    about,
    records: rows,
    example: { line, column, value: shown, ...(fault === undefined ? {} : { fault }) },
  };
}
