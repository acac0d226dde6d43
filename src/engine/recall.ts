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
import type { Layout } from "../exports/layout.ts";
import { createRow, type RowCells, scanRows } from "../exports/scanner.ts";
import type { Ranges } from "../exports/source.ts";
import type { RowPages } from "./pages.ts";
import type { ExportFacts, ExportInput } from "./read-exports.ts";
import { type BlockPlace, groupByBlock, placesOf } from "./row-places.ts";
import { createRowPrinter } from "./row-prints.ts";
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
    for (const row of await readAgain(input, facts, exportIndex, { wanted, rows })) {
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
  input: ExportInput,
  facts: ExportFacts,
  exportIndex: number,
  { wanted, rows }: Wanted,
): Promise<readonly SuspectRow[]> {
  const found: SuspectRow[] = [];
  const look = (bytes: Buffer, row: RowCells, ordinal: number, line: number): void => {
    // What lies there now must be what was read the first time.
    if (!isAsRead(bytes, row, rows, { ordinal, layout: facts.layout })) return;
    found.push(suspectRow(rowTexts(bytes, row), facts, { ordinal, exportIndex, line }));
  };
  if (facts.gzip || facts.blocks.length === 0 || input.source.openRanges === undefined) {
    await readFromFront(input, facts, wanted, look);
  } else {
    const ranges = await input.source.openRanges();
    try {
      for (const { block, ordinals } of groupByBlock(facts.blocks, wanted)) {
        await readBlock(ranges, facts, { block, wanted: ordinals, rows }, look);
      }
    } finally {
      await ranges.close();
    }
  }
  if (found.length !== wanted.length) throw new Failure("input-changed", { place: { file: input.source.path } });
  return found;
}

interface Wanted {
  /** Ordinals, ascending. */
  readonly wanted: readonly number[];
  readonly rows: RowPages;
}

type LookAt = (bytes: Buffer, row: RowCells, ordinal: number, line: number) => void;

function isAsRead(
  bytes: Buffer,
  row: RowCells,
  rows: RowPages,
  { ordinal, layout }: { readonly ordinal: number; readonly layout: Layout },
): boolean {
  const words = new Uint32Array(3);
  createRowPrinter(layout, bytes)(row, words, 0);
  return ([0, 1, 2] as const).every((which) => words[which] === rows.word(ordinal, which));
}

/** Reads an export that cannot be read anywhere but at its front, such as a packed one, as far as it is needed. */
async function readFromFront(
  { source }: ExportInput,
  { firstRow, headerLength, delimiter }: ExportFacts,
  wanted: readonly number[],
  look: LookAt,
): Promise<void> {
  const ordinals = new Set(wanted);
  const last = wanted.at(-1) ?? 0;
  const row = createRow();
  let ordinal = firstRow;
  let firstLine = 2;
  let skip = headerLength;
  const stream = await source.open();
  try {
    for await (const cut of cutBlocks(stream, BLOCK_SIZE)) {
      if (cut.kind === "endless-record") break;
      const bytes = cut.bytes.subarray(skip);
      skip = 0;
      const { lines } = scanRows(bytes, delimiter.charCodeAt(0), row, () => {
        if (ordinals.has(ordinal)) look(bytes, row, ordinal, firstLine + row.line);
        ordinal += 1;
      });
      firstLine += lines;
      if (ordinal > last) break;
    }
    await stream.finish();
  } finally {
    await stream.close();
  }
}

/** Reads the part of a block in which the wanted rows lie, and only those rows where it is known where they begin. */
async function readBlock(
  ranges: Ranges,
  { delimiter }: ExportFacts,
  { block, rows, wanted }: Wanted & { readonly block: BlockPlace },
  look: LookAt,
): Promise<void> {
  const row = createRow();
  const mark = delimiter.charCodeAt(0);
  const places = placesOf(block, wanted, rows);
  const start = places?.[0]?.from ?? 0;
  const bytes = await ranges.read(block.offset + start, (places?.at(-1)?.to ?? block.length) - start);
  for (const { ordinal, line, from, to } of places ?? []) {
    const part = bytes.subarray(from - start, to - start);
    scanRows(part, mark, row, () => look(part, row, ordinal, line));
  }
  if (places !== undefined) return;
  const ordinals = new Set(wanted);
  let ordinal = block.firstRow;
  scanRows(bytes, mark, row, () => {
    if (ordinals.has(ordinal)) look(bytes, row, ordinal, block.firstLine + row.line);
    ordinal += 1;
  });
}

function suspectRow(
  cells: readonly string[],
  { kind, columns }: ExportFacts,
  place: Pick<ConflictingRow, "ordinal" | "exportIndex" | "line">,
): SuspectRow {
  const value = (column: string) => cells[columns.indexOf(column)] ?? "";
  const content = columns.map((column, index) => [column, cells[index]]).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return {
    ...place,
    cells,
    identity: JSON.stringify([kind, value("service"), value(COLUMNS[kind].id)]),
    content: JSON.stringify(content),
  };
}
