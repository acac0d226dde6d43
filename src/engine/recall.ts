/**
 * Looks again at rows whose fingerprints repeat, now cell by cell, and tells conflicts from coincidence.
 *
 * Two different rows with the same kind, service and id contradict each other, and neither may be compensated. The
 * same cells in another order of columns are one record and a duplicate. Different identities are only a coincidence.
 */
import { Failure } from "../domain/failure.ts";
import { COLUMNS } from "../domain/record.ts";
import { cutBlocks } from "../exports/blocks.ts";
import { rowTexts } from "../exports/cells.ts";
import { createRow, scanRows } from "../exports/scanner.ts";
import type { RowPages } from "./pages.ts";
import type { ExportFacts, ExportInput } from "./read-exports.ts";
import { CONFLICT, DUPLICATE } from "./rows.ts";

export interface ConflictingRow {
  readonly ordinal: number;
  readonly exportIndex: number;
  /** Line in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const BLOCK_SIZE = 1 << 20;

/** Marks duplicates and conflicts among the suspects, and returns the conflicting rows in input order. */
export async function settleSuspects(
  suspects: readonly number[],
  rows: RowPages,
  exports: readonly ExportFacts[],
  inputs: readonly ExportInput[],
): Promise<readonly ConflictingRow[]> {
  const byIdentity = new Map<string, SuspectRow[]>();
  for (const [exportIndex, facts] of exports.entries()) {
    const wanted = suspects.filter((ordinal) => ordinal >= facts.firstRow && ordinal < facts.firstRow + facts.rows);
    const input = inputs[exportIndex];
    if (wanted.length === 0 || input === undefined) continue;
    for (const row of await readAgain(input, facts, exportIndex, wanted)) {
      const group = byIdentity.get(row.identity) ?? [];
      group.push(row);
      byIdentity.set(row.identity, group);
    }
  }
  return [...byIdentity.values()].flatMap((group) => settleGroup(group, rows)).sort((a, b) => a.ordinal - b.ordinal);
}

interface SuspectRow extends ConflictingRow {
  readonly identity: string;
  /** Its cells by column name, in the order of the names. */
  readonly content: string;
}

function settleGroup(group: readonly SuspectRow[], rows: RowPages): readonly ConflictingRow[] {
  const firsts = new Map<string, SuspectRow>();
  for (const row of group) {
    if (firsts.has(row.content)) rows.mark(row.ordinal, DUPLICATE);
    else firsts.set(row.content, row);
  }
  if (firsts.size < 2) return [];
  for (const { ordinal } of firsts.values()) rows.mark(ordinal, CONFLICT);
  return [...firsts.values()];
}

async function readAgain(
  { source }: ExportInput,
  facts: ExportFacts,
  exportIndex: number,
  wanted: readonly number[],
): Promise<readonly SuspectRow[]> {
  const found: SuspectRow[] = [];
  const ordinals = new Set(wanted);
  const last = wanted.at(-1) ?? 0;
  const row = createRow();
  let ordinal = facts.firstRow;
  let firstLine = 2;
  let skip = facts.headerLength;
  const stream = await source.open();
  try {
    for await (const cut of cutBlocks(stream, BLOCK_SIZE)) {
      if (cut.kind === "endless-record") break;
      const bytes = cut.bytes.subarray(skip);
      skip = 0;
      const { lines } = scanRows(bytes, facts.delimiter.charCodeAt(0), row, () => {
        if (ordinals.has(ordinal)) found.push(suspectRow(rowTexts(bytes, row), firstLine + row.line));
        ordinal += 1;
      });
      firstLine += lines;
      if (ordinal > last) break;
    }
    await stream.finish();
  } finally {
    await stream.close();
  }
  if (found.length !== wanted.length) throw new Failure("input-changed", { place: { file: source.path } });
  return found;

  function suspectRow(cells: readonly string[], line: number): SuspectRow {
    const value = (column: string) => cells[facts.columns.indexOf(column)] ?? "";
    const content = facts.columns
      .map((column, index) => [column, cells[index]])
      .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
    return {
      ordinal,
      exportIndex,
      line,
      cells,
      identity: JSON.stringify([facts.kind, value("service"), value(COLUMNS[facts.kind].id)]),
      content: JSON.stringify(content),
    };
  }
}
