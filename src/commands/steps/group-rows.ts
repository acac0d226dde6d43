/** Groups the rows that were found by the record they are of, and says which of them stands, as a plan would. */
import type { Fault } from "../../domain/reject.ts";
import { openZone } from "../../domain/zone.ts";
import { rowTexts } from "../../input/cells.ts";
import { type Layout, layoutOf } from "../../input/layout.ts";
import { createRow, scanRows } from "../../input/scanner.ts";
import type { ExportLine } from "../../report/explanation.ts";
import { columnsUsedBy } from "../../rules/columns-read.ts";
import type { Rules } from "../../rules/decide.ts";
import { endFields } from "../../rules/fields.ts";
import { contentOf, fatesOf, identityOf, newnessOf, type RowOfRecord } from "../../run/repeats/belonging.ts";
import type { FoundRow } from "./find-record.ts";

/** One identity: the row that is explained, and the others. */
export interface RowGroup {
  readonly service: string;
  /** The row that stands; where none does, one of those that contradict each other. */
  readonly first: FoundRow;
  /** Why the newest row cannot be told, where that is the fault of the row that is explained. */
  readonly unclear: readonly Fault[];
  readonly duplicates: readonly ExportLine[];
  readonly lineItems: readonly ExportLine[];
  readonly superseded: readonly ExportLine[];
  readonly conflicts: readonly ExportLine[];
}

/** Rows with the same kind, service and id, in the order of the exports. */
export function groupRows(
  rows: readonly FoundRow[],
  { policy, outage }: Pick<Rules, "policy" | "outage">,
): readonly RowGroup[] {
  const [fields, used, zone] = [endFields(policy), columnsUsedBy(policy, outage), openZone(policy.zone)];
  const groups = new Map<string, GroupedRow[]>();
  for (const found of rows) {
    const layout = layoutOf(found.header, fields, used);
    const cells = cellsOfRow(found);
    const { exportIndex } = found;
    const row = { exportIndex, content: contentOf(cells, layout), newness: newnessOf(cells, layout, zone) };
    const identity = identityOf(cells, layout);
    const service = cells[layout.service] ?? "";
    groups.set(identity, [...(groups.get(identity) ?? []), { ...row, found, layout, service }]);
  }
  return [...groups.values()].map(groupOf);
}

interface GroupedRow extends RowOfRecord {
  readonly found: FoundRow;
  readonly layout: Layout;
  readonly service: string;
}

function groupOf(rows: readonly GroupedRow[]): RowGroup {
  const fates = fatesOf(rows);
  const at = (["stands", "unclear", "contradicts"] as const)
    .map((fate) => fates.indexOf(fate))
    .find((found) => found >= 0);
  const first = rows[at ?? 0];
  if (first === undefined) throw new Error("a record without a row");
  const { newness } = first;
  const isUnclear = fates[at ?? 0] === "unclear" && newness.kind === "column";
  const others = rows.map((row, index) => ({ row, fate: fates[index] })).filter(({ row }) => row !== first);
  const standing = others.filter(({ fate }) => fate !== "superseded").map(({ row }) => row);
  const again = standing.filter(({ content }) => content === first.content);
  return {
    service: first.service,
    first: first.found,
    unclear: isUnclear ? [{ code: "newest-unclear", column: newness.name, value: newness.text }] : [],
    duplicates: placesOf(again.filter(({ layout }) => layout.agreeing === undefined)),
    lineItems: placesOf(again.filter(({ layout }) => layout.agreeing !== undefined)),
    superseded: placesOf(others.filter(({ fate }) => fate === "superseded").map(({ row }) => row)),
    conflicts: placesOf(standing.filter(({ content }) => content !== first.content)),
  };
}

function placesOf(rows: readonly GroupedRow[]): readonly ExportLine[] {
  return rows.map(({ found: { path, line } }) => ({ file: path, line }));
}

export function cellsOfRow({ header, bytes }: FoundRow): readonly string[] {
  const row = createRow();
  scanRows(bytes, header.delimiter, row, () => {});
  return rowTexts(bytes, row);
}
