/** A remark about cells of an export, as the warning that a summary shows. */
import type { Warning } from "../../report/summary.ts";
import { masked } from "../../report/views.ts";
import type { ExportRemark } from "../../run/sides.ts";

const LONGEST_VALUE = 80;

/** @returns a warning about the export; a user's id is masked, and a long value is cut. */
export function remarkWarning({ code, export: about, column, fault, rows, line, value }: ExportRemark): Warning {
  const characters = [...value];
  const cut = characters.length > LONGEST_VALUE ? `${characters.slice(0, LONGEST_VALUE - 1).join("")}…` : value;
  // A record's id names a contract; a user's id names a person.
  const shown = column === "user_id" ? masked(value) : cut;
  return {
    code,
    about,
    records: rows,
    example: { line, column, value: shown, ...(fault === undefined ? {} : { fault }) },
  };
}
