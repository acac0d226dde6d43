/**
 * Counts an export and adds up columns of it, without reading any record: what control totals are compared with.
 *
 * The rows are those that a run would read, rejects and duplicates included.
 */
import { createDecimalSum, type DecimalSum } from "../domain/decimal-sum.ts";
import { Failure } from "../domain/failure.ts";
import type { RecordKind } from "../domain/record.ts";
import { cutBlocks } from "./blocks.ts";
import { cellText } from "./cells.ts";
import { type Header, readHeader } from "./header.ts";
import { createRow, scanRows } from "./scanner.ts";
import type { Source, SourceFacts } from "./source.ts";

export interface ExportCount extends SourceFacts {
  readonly rows: number;
  /** By column. */
  readonly sums: ReadonlyMap<string, ColumnSum>;
}

export type ColumnSum =
  | { readonly kind: "sum"; readonly sum: DecimalSum }
  | { readonly kind: "no-column" }
  /** A cell that is neither empty nor a plain decimal, in this data row. */
  | { readonly kind: "no-number"; readonly row: number };

const BLOCK_SIZE = 4 * 1024 * 1024;

export interface CountRequest {
  readonly source: Source;
  readonly kind: RecordKind | undefined;
  /** Columns to add up. */
  readonly columns: readonly string[];
}

/** @throws Failure for a header or quotes that cannot be read; its bytes are only looked at when it is decided. */
export async function countExport({ source, kind, columns }: CountRequest): Promise<ExportCount> {
  const stream = await source.open();
  try {
    const row = createRow();
    const sums = new Map<string, ColumnSum>();
    let header: Header | undefined;
    let rows = 0;
    let line = 1;
    let offset = 0;
    for await (const cut of cutBlocks(stream, BLOCK_SIZE)) {
      let bytes = cut.bytes;
      if (header === undefined) {
        header = readHeader(bytes, { file: source.path, kind });
        bytes = bytes.subarray(header.length);
        offset = header.length;
        line = header.line + 1;
        for (const column of columns) sums.set(column, startSum(column, header));
      }
      const added = columns.map((column) => [column, header?.columns.indexOf(column) ?? -1] as const);
      const { lines, damage } = scanRows(bytes, header.delimiter, row, () => {
        rows += 1;
        for (const [column, index] of added) addCell(sums, column, { text: cellText(bytes, row, index), row: rows });
      });
      if (damage !== undefined) {
        const place = { file: source.path, line: line + lines };
        throw new Failure(damage.code, { place, found: `at byte ${offset + damage.offset}` });
      }
      line += lines;
      offset += bytes.length;
    }
    return { ...(await stream.finish()), rows, sums };
  } finally {
    await stream.close();
  }
}

function startSum(column: string, { columns }: Header): ColumnSum {
  return columns.includes(column) ? { kind: "sum", sum: createDecimalSum() } : { kind: "no-column" };
}

function addCell(
  sums: Map<string, ColumnSum>,
  column: string,
  { text, row }: { readonly text: string; readonly row: number },
): void {
  const sum = sums.get(column);
  if (sum?.kind === "sum" && text !== "" && !sum.sum.add(text)) sums.set(column, { kind: "no-number", row });
}
