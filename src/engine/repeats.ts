/**
 * Finds records that stand more than once, by their fingerprints.
 *
 * A later row with the same identity and the same content is marked `DUPLICATE`. With the same identity and another
 * content, both it and the first are suspects, and only their cells can tell (`recall.ts`): they may be a conflict,
 * the same record in another order of columns, or two records whose fingerprints collide.
 *
 * The fingerprints are gone through in partitions, each with a hash table of row ordinals small enough to stay fast.
 */
import { Failure } from "../domain/failure.ts";
import type { RowPages } from "./pages.ts";
import { DUPLICATE, decidedCode, REJECTED_NAMELESS } from "./rows.ts";

const ROWS_PER_PARTITION = 1 << 20;
const MOST_PARTITIONS = 32;
const MOST_SUSPECTS = 1_000_000;

/**
 * Marks the duplicates and returns the ordinals of suspects, ascending.
 * @throws Failure `exports-contradict` when there are more than can be looked at again.
 */
export function findRepeats(rows: RowPages): readonly number[] {
  const partitions = Math.min(MOST_PARTITIONS, powerOfTwo(rows.length / ROWS_PER_PARTITION));
  const slots = powerOfTwo((rows.length / partitions) * 2.2);
  const table = new Uint32Array(Math.max(slots, 16));
  const suspects = new Set<number>();
  for (let partition = 0; partition < partitions; partition += 1) {
    if (partition > 0) table.fill(0);
    scanPartition(rows, table, { partition, partitions }, suspects);
  }
  return [...suspects].sort((a, b) => a - b);
}

interface Part {
  readonly partition: number;
  readonly partitions: number;
}

/** The innermost loop over all rows: it works on the pages themselves, and looks a row up only where slots meet. */
function scanPartition(
  rows: RowPages,
  table: Uint32Array,
  { partition, partitions }: Part,
  suspects: Set<number>,
): void {
  const slotMask = table.length - 1;
  let start = 0;
  for (const { words, codes } of rows.pages) {
    const count = Math.min(codes.length, rows.length - start);
    for (let at = 0; at < count; at += 1) {
      const high = words[at * 3] ?? 0;
      if ((high & (partitions - 1)) !== partition || decidedCode(codes[at] ?? 0) === REJECTED_NAMELESS) continue;
      const low = words[at * 3 + 1] ?? 0;
      let slot = ((low >>> 16) ^ (high >>> 5)) & slotMask;
      let held = table[slot] ?? 0;
      while (held !== 0 && !isSameIdentity(rows, held - 1, high, low)) {
        slot = (slot + 1) & slotMask;
        held = table[slot] ?? 0;
      }
      if (held === 0) table[slot] = start + at + 1;
      else if (isSameRow(rows, held - 1, low, words[at * 3 + 2] ?? 0)) codes[at] = (codes[at] ?? 0) | DUPLICATE;
      else suspects.add(held - 1).add(start + at);
    }
    if (suspects.size > MOST_SUSPECTS)
      throw new Failure("exports-contradict", { found: `more than ${MOST_SUSPECTS} rows` });
    start += count;
  }
}

function isSameIdentity(rows: RowPages, first: number, high: number, low: number): boolean {
  return rows.word(first, 0) === high && rows.word(first, 1) >>> 16 === low >>> 16;
}

function isSameRow(rows: RowPages, first: number, low: number, row: number): boolean {
  return rows.word(first, 1) === low && rows.word(first, 2) === row;
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
}
