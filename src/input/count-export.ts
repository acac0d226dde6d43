/**
 * Counts the rows of an export and adds up some of its columns, without reading any record, for control totals.
 *
 * It counts the same rows that a run reads, rejects and duplicates included.
 */
import { createDecimalSum, type DecimalSum } from "../domain/decimal-sum.ts";
import type { RecordKind } from "../domain/record.ts";
import type { SourceFacts } from "./byte-stream.ts";
import { cellText } from "./cells.ts";
import { openExport } from "./open-export.ts";
import type { Source } from "./source.ts";
import { visitRows } from "./visit-rows.ts";

export interface ExportCount extends SourceFacts {
  readonly rows: number;
  /** By column. */
  readonly sums: ReadonlyMap<string, ColumnSum>;
}

export type ColumnSum =
  | { readonly kind: "sum"; readonly sum: DecimalSum }
  | { readonly kind: "no-column" }
  /** `row`, from 1, is the first data row whose cell is neither empty nor a plain decimal. */
  | { readonly kind: "no-number"; readonly row: number };

export interface CountRequest {
  readonly source: Source;
  readonly kind: RecordKind | undefined;
  /** Columns to add up. */
  readonly columns: readonly string[];
}

/** @throws Failure for a header that cannot be read, and for damage. */
export async function countExport({ source, kind, columns }: CountRequest): Promise<ExportCount> {
  const opened = await openExport(source, { kind });
  try {
    const added = columns.map((column) => ({ column, index: opened.header.columns.indexOf(column) }));
    const sums = new Map(added.map(({ column, index }) => [column, startSum(index)]));
    let rows = 0;
    await visitRows(opened, (bytes, cells) => {
      rows += 1;
      for (const { column, index } of added) addCell(sums, column, { text: cellText(bytes, cells, index), row: rows });
    });
    return { ...(await opened.finish()), rows, sums };
  } finally {
    await opened.close();
  }
}

function startSum(index: number): ColumnSum {
  return index < 0 ? { kind: "no-column" } : { kind: "sum", sum: createDecimalSum() };
}

function addCell(
  sums: Map<string, ColumnSum>,
  column: string,
  { text, row }: { readonly text: string; readonly row: number },
): void {
  const sum = sums.get(column);
  if (sum?.kind === "sum" && text !== "" && !sum.sum.add(text)) sums.set(column, { kind: "no-number", row });
}
