/**
 * Finds records that stand more than once, by their fingerprints.
 *
 * A later row with the same identity and the same content is marked `DUPLICATE`. With the same identity and another
 * content, both it and the first are suspects, and only their cells can tell (`recall.ts`): they may be a conflict,
 * the same record in another order of columns, or two records whose fingerprints collide.
 *
 * The fingerprints are gone through in partitions, each with a hash table of row ordinals small enough to stay fast.
 */
import type { RowPages } from "./pages.ts";
import { DUPLICATE, decidedCode, REJECTED_NAMELESS } from "./rows.ts";

const ROWS_PER_PARTITION = 1 << 20;
const MOST_PARTITIONS = 32;

/** Marks the duplicates and returns the ordinals of suspects, ascending. */
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

function scanPartition(
  rows: RowPages,
  table: Uint32Array,
  { partition, partitions }: Part,
  suspects: Set<number>,
): void {
  const slotMask = table.length - 1;
  for (let ordinal = 0; ordinal < rows.length; ordinal += 1) {
    const high = rows.word(ordinal, 0);
    if ((high & (partitions - 1)) !== partition) continue;
    if (decidedCode(rows.code(ordinal)) === REJECTED_NAMELESS) continue;
    const low = rows.word(ordinal, 1);
    let slot = ((low >>> 16) ^ (high >>> 5)) & slotMask;
    for (;;) {
      const held = table[slot] ?? 0;
      if (held === 0) {
        table[slot] = ordinal + 1;
        break;
      }
      const first = held - 1;
      const middle = rows.word(first, 1);
      if (rows.word(first, 0) === high && middle >>> 16 === low >>> 16) {
        if (middle === low && rows.word(first, 2) === rows.word(ordinal, 2)) rows.mark(ordinal, DUPLICATE);
        else suspects.add(first).add(ordinal);
        break;
      }
      slot = (slot + 1) & slotMask;
    }
  }
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
}
