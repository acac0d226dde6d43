/** Reads the bytes of suspects of an export again, where they lie. */
import type { Ranges } from "../../input/ranges.ts";
import type { ExportFacts } from "../rows/read-rows.ts";
import { isContradicted } from "../rows/row-codes.ts";
import type { RowPages } from "../rows/row-pages.ts";
import { type BlockPlace, placesOf, type RowPlace } from "../rows/row-places.ts";

/** Looks at rows that begin with the row `ordinal` on this line of the text that blocks are cut from. */
export type LookAt = (bytes: Buffer, start: Pick<RowPlace, "ordinal" | "line">) => void;

const READS_AT_ONCE = 16;
/** Suspects are many where they are more than a row in so many. */
const MANY = 8;

/** Calls `look` for the rows of an export in input order, for all suspects among them and perhaps for others. */
export async function readSuspects(
  { blocks, openRanges }: Pick<ExportFacts, "blocks" | "openRanges">,
  rows: RowPages,
  look: LookAt,
): Promise<void> {
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
