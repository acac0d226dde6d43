/** Reads the bytes of suspects of an export again: where they lie, or from the front where an export can only be read so. */
import { Failure, type FailureCode } from "../../domain/failure.ts";
import { openExport } from "../../input/open-export.ts";
import type { Ranges } from "../../input/ranges.ts";
import type { ExportFacts, ExportInput } from "../rows/read-rows.ts";
import { isContradicted } from "../rows/row-codes.ts";
import type { RowPages } from "../rows/row-pages.ts";
import { type BlockPlace, placesOf, type RowPlace } from "../rows/row-places.ts";

/** Looks at rows that begin with the row `ordinal` on this line. Returns the start of the row after them. */
export type LookAt = (bytes: Buffer, start: RowStart) => RowStart;

export interface RowStart {
  readonly ordinal: number;
  /** Line of the CSV, from 1. */
  readonly line: number;
  /** The line of the file for a line of the CSV; undefined where they are the same. */
  readonly lineOf?: (line: number) => number;
}

const READS_AT_ONCE = 16;
/** Suspects are many where they are more than a row in so many. */
const MANY = 8;

/** Calls `look` for the rows of an export in input order, for all suspects among them and perhaps for others. */
export async function readSuspects(
  input: ExportInput,
  facts: ExportFacts,
  rows: RowPages,
  look: LookAt,
): Promise<void> {
  const { blocks, openRanges } = facts;
  if (blocks.length === 0 || openRanges === undefined) return readFromFront(input, facts, rows, look);
  const ranges = await openRanges();
  try {
    for (let from = 0; from < blocks.length; from += READS_AT_ONCE) {
      const reads = blocks.slice(from, from + READS_AT_ONCE).map((block) => readPart(ranges, block, rows));
      for (const part of await Promise.all(reads)) if (part !== undefined) lookInPart(part, look);
    }
  } finally {
    await ranges.close();
  }
}

/** The part of a block that holds its suspects. */
interface Part {
  readonly block: BlockPlace;
  /** Undefined where only a scan can tell where the rows begin; the part is then the whole block. */
  readonly places: readonly RowPlace[] | undefined;
  readonly bytes: Buffer;
}

/** @returns undefined where the block has no suspect. */
async function readPart(ranges: Ranges, block: BlockPlace, rows: RowPages): Promise<Part | undefined> {
  const ordinals: number[] = [];
  for (let ordinal = block.firstRow; ordinal < block.firstRow + block.rows; ordinal += 1)
    if (isContradicted(rows.code(ordinal))) ordinals.push(ordinal);
  if (ordinals.length === 0) return undefined;
  // Where suspects are many, one scan of the block takes less time than a scan for each of them.
  const places = ordinals.length * MANY > block.rows ? undefined : placesOf(block, ordinals, rows);
  const start = places?.[0]?.from ?? 0;
  const bytes = await ranges.read(block.offset + start, (places?.at(-1)?.to ?? block.length) - start);
  return { block, places, bytes };
}

function lookInPart({ block, places, bytes }: Part, look: LookAt): void {
  const start = places?.[0]?.from ?? 0;
  for (const { ordinal, line, from, to } of places ?? [])
    look(bytes.subarray(from - start, to - start), { ordinal, line });
  if (places === undefined) look(bytes, { ordinal: block.firstRow, line: block.firstLine });
}

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
 * Reads an export that can only be read from its front, such as a packed one, as far as its last suspect.
 * @throws Failure `input-changed` also where the text is faulty: the text was sound when it was read the first time.
 */
async function readFromFront(input: ExportInput, facts: ExportFacts, rows: RowPages, look: LookAt): Promise<void> {
  try {
    await lookFromFront(input, facts, rows, look);
  } catch (cause) {
    if (!(cause instanceof Failure) || !TEXT_FAILURES.has(cause.code)) throw cause;
    throw new Failure("input-changed", { place: { file: input.source.path }, cause });
  }
}

async function lookFromFront(
  { source }: ExportInput,
  { firstRow, kind, rows: count }: ExportFacts,
  rows: RowPages,
  look: LookAt,
): Promise<void> {
  let last = firstRow + count - 1;
  while (last > firstRow && !isContradicted(rows.code(last))) last -= 1;
  let ordinal = firstRow;
  const opened = await openExport(source, { kind });
  const { lines } = opened;
  const lineOf = (line: number) => lines?.of(line) ?? line;
  try {
    for await (const { bytes } of opened.blocks()) {
      const line = opened.nextLine();
      const next = look(bytes, { ordinal, line, lineOf });
      opened.takeLines(next.line - line);
      ordinal = next.ordinal;
      if (ordinal > last) break;
    }
    await opened.finish();
  } finally {
    await opened.close();
  }
}
