/**
 * Reads the rows again whose fingerprints repeat, compares them cell by cell, and tells conflicts from coincidence.
 *
 * Two different rows with the same kind, service and id contradict each other, and neither row is compensated, unless a mapping
 * says which one is newer (`belonging.ts`). Two rows with the same cells in another order of columns are a record and its duplicate.
 * Two rows with different identities are a coincidence.
 */
import { Failure, type FailureCode } from "../../domain/failure.ts";
import type { Zone } from "../../domain/zone.ts";
import { rowTexts } from "../../input/cells.ts";
import { planCells } from "../../input/mapped/plan-cells.ts";
import { openExport } from "../../input/open-export.ts";
import type { Ranges } from "../../input/ranges.ts";
import { createRow } from "../../input/scanner.ts";
import { describeExport } from "../../kernel/describe-export.ts";
import {
  createScanKernel,
  fillRow,
  loadBlock,
  memoryOfRows,
  nextBatch,
  printRows,
  type ScanKernel,
} from "../../kernel/scan-kernel.ts";
import { takeCellPlan } from "../../kernel/take-cell-plan.ts";
import type { ExportFacts, ExportInput } from "../rows/read-rows.ts";
import type { RowPages } from "../rows/row-pages.ts";
import { type BlockPlace, groupByBlock, placesOf, type RowPlace } from "../rows/row-places.ts";
import { type ConflictingRow, markRecord, type SuspectRow, suspectRow } from "./suspect-rows.ts";
import type { Suspect } from "./suspects.ts";

const READS_AT_ONCE = 16;

/**
 * Marks duplicates, superseded rows and conflicts among the suspects, and returns the conflicting rows in input order.
 * @param zone of times without an offset, where a mapping names no other.
 */
export async function recallSuspects(
  suspects: readonly Suspect[],
  rows: RowPages,
  exports: readonly ExportFacts[],
  inputs: readonly ExportInput[],
  zone: Zone,
): Promise<readonly ConflictingRow[]> {
  if (suspects.length === 0) return [];
  const kernel = createScanKernel();
  const byIdentity = new Map<string, SuspectRow[]>();
  for (const [exportIndex, facts] of exports.entries()) {
    const wanted = suspects.filter(({ ordinal }) => ordinal >= facts.firstRow && ordinal < facts.firstRow + facts.rows);
    const input = inputs[exportIndex];
    if (wanted.length === 0 || input === undefined) continue;
    for (const row of await readAgain(input, facts, exportIndex, { wanted, rows, kernel, zone })) {
      const group = byIdentity.get(row.identity) ?? [];
      group.push(row);
      byIdentity.set(row.identity, group);
    }
  }
  return [...byIdentity.values()].flatMap((group) => markRecord(group, rows)).sort((a, b) => a.ordinal - b.ordinal);
}

async function readAgain(
  input: ExportInput,
  facts: ExportFacts,
  exportIndex: number,
  { wanted, rows, kernel, zone }: Wanted,
): Promise<readonly SuspectRow[]> {
  const found: SuspectRow[] = [];
  const printsAsRead = new Map(wanted.map((suspect) => [suspect.ordinal, suspect.prints]));
  const ordinals = [...printsAsRead.keys()];
  describeExport(kernel, facts.layout);
  takeCellPlan(kernel, facts.layout.cells && planCells(facts.layout.cells, facts.layout.delimiter));
  const row = createRow();
  /** Finds wanted rows in bytes that begin with the row `ordinal` on this line. Returns the start of the row after these bytes. */
  const look = (
    bytes: Buffer,
    { ordinal: first, line, lineOf = (csvLine) => csvLine }: RowStart,
    isWanted: (ordinal: number) => boolean,
  ): RowStart => {
    let ordinal = first;
    loadBlock(kernel, bytes, facts.layout.delimiter);
    while (nextBatch(kernel)) {
      const prints = printRows(kernel);
      for (let index = 0; index < kernel.rows; index += 1, ordinal += 1) {
        // The row must be the same row that was read the first time.
        const asRead = isWanted(ordinal) ? printsAsRead.get(ordinal) : undefined;
        if (asRead?.every((number, which) => number === prints[index * 3 + which]) !== true) continue;
        fillRow(kernel, index, row, 0);
        const place = { ordinal, exportIndex, line: lineOf(line + row.line) };
        found.push(suspectRow(rowTexts(memoryOfRows(kernel), row), facts, zone, place));
      }
    }
    return { ordinal, line: line + kernel.lines, lineOf };
  };
  if (facts.blocks.length === 0 || facts.openRanges === undefined) {
    await readFromFront(input, facts, ordinals, look);
  } else {
    const ranges = await facts.openRanges();
    try {
      const groups = groupByBlock(facts.blocks, ordinals);
      for (let from = 0; from < groups.length; from += READS_AT_ONCE) {
        const reads = groups.slice(from, from + READS_AT_ONCE).map((group) => readPart(ranges, group, rows));
        for (const part of await Promise.all(reads)) lookInPart(part, look);
      }
    } finally {
      await ranges.close();
    }
  }
  if (found.length !== wanted.length) throw new Failure("input-changed", { place: { file: input.source.path } });
  return found;
}

interface Wanted {
  /** In input order. */
  readonly wanted: readonly Suspect[];
  readonly rows: RowPages;
  readonly kernel: ScanKernel;
  readonly zone: Zone;
}

interface RowStart {
  readonly ordinal: number;
  /** Line of the CSV, from 1. */
  readonly line: number;
  /** The line of the file for a line of the CSV; undefined where they are the same. */
  readonly lineOf?: (line: number) => number;
}

type LookAt = (bytes: Buffer, start: RowStart, isWanted: (ordinal: number) => boolean) => RowStart;

/** What can be wrong with the text of an export. */
const TEXT_FAILURES: ReadonlySet<FailureCode> = new Set([
  "export-empty",
  "not-a-csv",
  "header-invalid",
  "quote-misplaced",
  "quote-unclosed",
  "bare-return",
  "nul-byte",
  "bytes-undecodable",
  "encoding-invalid",
  "encoding-contradicted",
  "record-too-long",
]);

/**
 * Reads an export that can only be read from its front, such as a packed one, as far as the last wanted row.
 * @throws Failure `input-changed` also where the text is faulty: the text was sound when it was read the first time.
 */
async function readFromFront(
  input: ExportInput,
  facts: ExportFacts,
  wanted: readonly number[],
  look: LookAt,
): Promise<void> {
  try {
    await lookFromFront(input, facts, wanted, look);
  } catch (cause) {
    if (!(cause instanceof Failure) || !TEXT_FAILURES.has(cause.code)) throw cause;
    throw new Failure("input-changed", { place: { file: input.source.path }, cause });
  }
}

async function lookFromFront(
  { source }: ExportInput,
  { firstRow, kind }: ExportFacts,
  wanted: readonly number[],
  look: LookAt,
): Promise<void> {
  const ordinals = new Set(wanted);
  const last = wanted.at(-1) ?? 0;
  let ordinal = firstRow;
  const opened = await openExport(source, { kind });
  const { lines } = opened;
  const lineOf = (line: number) => lines?.of(line) ?? line;
  try {
    for await (const { bytes } of opened.blocks()) {
      const line = opened.nextLine();
      const next = look(bytes, { ordinal, line, lineOf }, (found) => ordinals.has(found));
      opened.takeLines(next.line - line);
      ordinal = next.ordinal;
      if (ordinal > last) break;
    }
    await opened.finish();
  } finally {
    await opened.close();
  }
}

/** The part of a block that holds its wanted rows. */
interface Part {
  readonly block: BlockPlace;
  readonly ordinals: readonly number[];
  /** Undefined where only a scan can tell where the rows begin; the part is then the whole block. */
  readonly places: readonly RowPlace[] | undefined;
  readonly bytes: Buffer;
}

async function readPart(
  ranges: Ranges,
  { block, ordinals }: Pick<Part, "block" | "ordinals">,
  rows: RowPages,
): Promise<Part> {
  const places = placesOf(block, ordinals, rows);
  const start = places?.[0]?.from ?? 0;
  const bytes = await ranges.read(block.offset + start, (places?.at(-1)?.to ?? block.length) - start);
  return { block, ordinals, places, bytes };
}

function lookInPart({ block, ordinals, places, bytes }: Part, look: LookAt): void {
  const start = places?.[0]?.from ?? 0;
  for (const { ordinal, line, from, to } of places ?? [])
    look(bytes.subarray(from - start, to - start), { ordinal, line }, (found) => found === ordinal);
  if (places !== undefined) return;
  const wanted = new Set(ordinals);
  look(bytes, { ordinal: block.firstRow, line: block.firstLine }, (ordinal) => wanted.has(ordinal));
}
